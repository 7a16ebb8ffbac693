package io.slipway.release;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * A version of a track was applied to a target: a copy of the row in the target's own ledger, which is the truth.
 *
 * @param release the release it came with, or null where Slipway did not apply it
 * @param task the task that applied it, or null likewise
 * @param epoch the attempt that wrote it
 * @param restore the SQL that puts back the rows which it kept of what it changed, or null
 */
public record Revision(
        @Id long id,
        long database,
        @Nullable String schemaName,
        String track,
        String version,
        Kind kind,
        String path,
        String sha256,
        @Nullable Long release,
        @Nullable Long task,
        String appliedBy,
        Instant appliedAt,
        long epoch,
        @Nullable String restore) {

    /** How the version came to be recorded. */
    public enum Kind {
        /** Slipway ran it. */
        APPLIED,
        /** A person said that it is there. */
        MARKED,
        /** It was there when the database was adopted. */
        BASELINE
    }
}
