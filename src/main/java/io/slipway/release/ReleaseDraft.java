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
        List<? extends Text> files,
        @Nullable String vcsType,
        @Nullable String vcsCommit,
        @Nullable String vcsUrl,
        Set<Person> authors) {

    /** A file of at most 50 MB, in bytes of UTF-8. */
    public static final long LARGEST_FILE = 50L << 20;

    /** All files of a release have at most 200 MB. */
    public static final long LARGEST = 200L << 20;

    /** A file: an untrusted path and its text, which may be read anew each time it is asked for. */
    public interface Text {

        String path();

        String statement();
    }

    /** A file as it was read. */
    public record File(String path, String statement) implements Text {}

    /** A commit's author as the version control system names them. */
    public record Person(String email, String name) {}
}
