package io.slipway.check.rules.refused;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.FileRule;
import io.slipway.sql.Statement;
import io.slipway.sql.StatementKind;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** A file may divide itself into transactions with BEGIN and COMMIT, but must leave each of them whole. */
@Component
final class BanTransactionControl implements FileRule {

    private static final String PLAIN =
            "Use plain BEGIN and COMMIT in pairs, or neither: a file is a transaction by itself.";

    @Override
    public List<Finding> check(CheckedFile file) {
        var findings = new ArrayList<Finding>();
        boolean inBlock = false;
        for (Statement statement : file.parsed().statements()) {
            if (isBanned(statement)) {
                findings.add(
                        found(
                                file,
                                statement,
                                "The statement takes the file's transaction away from Slipway, which records in it what was applied."));
            } else if (statement.kind() == StatementKind.BEGIN) {
                if (inBlock) {
                    findings.add(found(
                            file,
                            statement,
                            "BEGIN inside of a transaction does nothing, and the first COMMIT ends both."));
                }
                inBlock = true;
            } else if (statement.kind() == StatementKind.COMMIT) {
                inBlock = false;
            }
        }
        if (inBlock) {
            findings.add(found(
                    file,
                    file.parsed().statements().getLast(),
                    "The file ends inside of a transaction, and what it did there is rolled back."));
        }
        return findings;
    }

    private static boolean isBanned(Statement statement) {
        var tree = statement.tree();
        return switch (statement.kind()) {
            case ROLLBACK -> !tree.text("kind").equals("TRANS_STMT_ROLLBACK_TO");
            case BEGIN -> !tree.nodes("options").isEmpty();
            case COMMIT -> tree.flag("chain");
            case TWO_PHASE -> true;
            default -> false;
        };
    }

    private Finding found(CheckedFile file, Statement statement, String text) {
        return finding(Level.ERROR, file.path(), statement.line(), text, PLAIN);
    }
}
