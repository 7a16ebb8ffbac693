package io.slipway.check;

import org.jspecify.annotations.Nullable;

/**
 * A file of the change as it is handed in, unchecked.
 *
 * @param oneOff the version of SQL typed into an issue, such as {@code issue/12.1}; null for a release's file, whose name says it
 */
public record FileToCheck(
        String track,
        String path,
        String sha256,
        String statement,
        @Nullable String oneOff) {

    /** Take a file of a release. */
    public static FileToCheck of(String track, String path, String sha256, String statement) {
        return new FileToCheck(track, path, sha256, statement, null);
    }
}
