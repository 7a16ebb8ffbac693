package io.slipway.mariadb.run;

import io.slipway.mariadb.script.MariaDbScript;
import io.slipway.mariadb.script.MariaDbStatement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The hashes by which the ledger knows what ran; blanks and comments between statements do not count. */
final class Hashes {

    private Hashes() {}

    /** Return the hash of each segment of a file: of each statement that commits by itself, or of all the rows. */
    static List<String> of(MariaDbScript script) {
        return script.definesObjects()
                ? script.statements().stream()
                        .filter(statement -> statement.nature().commits())
                        .map(Hashes::of)
                        .toList()
                : List.of(hash(
                        script.statements().stream().map(MariaDbStatement::text).collect(Collectors.joining(";\n"))));
    }

    static String of(MariaDbStatement statement) {
        return hash(statement.text());
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
