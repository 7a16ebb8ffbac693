package io.slipway.mariadb.run;

import io.slipway.mariadb.script.MariaDbScript;
import io.slipway.mariadb.script.MariaDbStatement;
import io.slipway.release.Digest;
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
                : List.of(Digest.of(
                        script.statements().stream().map(MariaDbStatement::text).collect(Collectors.joining(";\n"))));
    }

    static String of(MariaDbStatement statement) {
        return Digest.of(statement.text());
    }
}
