package io.slipway.check.rules.directives;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.FileRule;
import io.slipway.release.MigrationKind;
import io.slipway.sql.Script;
import io.slipway.sql.Statement;
import io.slipway.sql.StatementDetail.RowChange;
import java.util.List;
import org.springframework.stereotype.Component;

/** Rows are kept of an UPDATE or DELETE alone; whoever asks for more would miss the copy when it is needed. */
@Component
final class MisplacedBackup implements FileRule {

    @Override
    public List<Finding> check(CheckedFile file) {
        if (file.parsed().mariaDb().isPresent()) {
            return List.of();
        }
        Script script = file.parsed().script();
        return script.statements().stream()
                .filter(script::asksForBackup)
                .filter(statement -> file.kind() == MigrationKind.REPEATABLE || !canBeKept(statement))
                .map(statement -> finding(
                        Level.ERROR,
                        file.path(),
                        statement.line(),
                        file.kind() == MigrationKind.REPEATABLE
                                ? "A repeatable file keeps no rows: its next run would need the same place for them."
                                : "'-- slipway: backup' stands above a statement that is no UPDATE or DELETE of one table's rows.",
                        "Put it right above an UPDATE or DELETE of a versioned file, or take it out."))
                .toList();
    }

    private static boolean canBeKept(Statement statement) {
        return statement.detail(RowChange.class).isPresent();
    }
}
