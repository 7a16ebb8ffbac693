package io.slipway.migrate;

import io.slipway.release.Digest;

/** One file as it was approved; a one-off has a version such as {@code issue/12.1}. */
public record FileToRun(String track, String version, String path, String sha256, String statement) {

    /** Return a file whose hash is that of its statement. */
    public static FileToRun of(String track, String version, String path, String statement) {
        return new FileToRun(track, version, path, Digest.of(statement), statement);
    }

    /** End the attempt if the text is not the one that was approved. */
    public void requireAsApproved() {
        if (!Digest.of(statement).equals(sha256)) {
            throw MigrationEndedException.failed(
                    "content-not-as-approved",
                    "The text of '%s' is not the one that was approved under '%s'.".formatted(path, sha256),
                    "Create the release again.");
        }
    }
}
