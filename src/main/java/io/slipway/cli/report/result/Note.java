package io.slipway.cli.report.result;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Something that a report tells of a file or a target; all of its texts are untrusted.
 *
 * @param path of the file as the repository calls it, or empty
 * @param line from 1, or 0 where none is meant
 * @param where the target or the environment, or empty where it holds for all
 */
public record Note(Level level, String rule, String path, int line, String where, String text, String help) {

    /** Return what is said, in one line. */
    public String sentence() {
        var place = where.isEmpty() ? "" : where + ": ";
        return Plain.line(place + text + (help.isEmpty() ? "" : " " + help));
    }

    /** Return what tells this note from others, in this report and in the next one. */
    public String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : new String[] {rule, path, String.valueOf(line), where, text}) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
