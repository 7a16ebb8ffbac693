package io.slipway.migrate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One file as it was approved; a one-off has a version such as {@code issue/12.1}. */
public record FileToRun(String track, String version, String path, String sha256, String statement) {

    /** Return a file whose hash is that of its statement. */
    public static FileToRun of(String track, String version, String path, String statement) {
        return new FileToRun(track, version, path, hash(statement), statement);
    }

    /** Tell whether the text is the one that was approved. */
    public boolean isAsApproved() {
        return hash(statement).equals(sha256);
    }

    static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
