package io.slipway.release;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks to be made into a release.
 *
 * @param track the line of versions, or null for the project's own
 * @param authors of the commit, by e-mail address and name
 */
public record ReleaseDraft(
        @Nullable String track,
        List<File> files,
        @Nullable String vcsType,
        @Nullable String vcsCommit,
        @Nullable String vcsUrl,
        Set<Person> authors) {

    /** A file as it was read: an untrusted path and its text. */
    public record File(String path, String statement) {}

    /** A commit's author as the version control system names them. */
    public record Person(String email, String name) {}
}
