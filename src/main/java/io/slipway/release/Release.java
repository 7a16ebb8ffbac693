package io.slipway.release;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.MappedCollection;

/**
 * An immutable package of migration files of one track, with the commit it was made from; PostgreSQL refuses any change to it.
 *
 * @param digest SHA-256 over track, commit and each file's path, version and SHA-256, in order
 * @param createdBy the account that made it
 */
public record Release(
        @Id long id,
        long project,
        String name,
        Kind kind,
        String track,
        String digest,
        @Nullable String vcsType,
        @Nullable String vcsCommit,
        @Nullable String vcsUrl,
        long createdBy,
        Instant createdAt,
        @MappedCollection(idColumn = "release") Set<Author> authors) {

    /** Where its files came from. */
    public enum Kind {
        /** Files of a commit, in the order of their versions. */
        FILES,
        /** SQL typed into an issue; outside the order of versions. */
        ONE_OFF
    }

    /**
     * A commit's author.
     *
     * @param account the member that this e-mail address belongs to, or null: an unmapped author
     */
    @org.springframework.data.relational.core.mapping.Table("release_author")
    public record Author(
            String email, String name, @Nullable Long account) {}
}
