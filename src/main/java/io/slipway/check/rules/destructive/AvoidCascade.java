package io.slipway.check.rules.destructive;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.StatementRule;
import io.slipway.sql.Destruction;
import io.slipway.sql.Statement;
import java.util.List;
import org.springframework.stereotype.Component;

/** CASCADE takes away what nobody has named. */
@Component
final class AvoidCascade implements StatementRule {

    @Override
    public List<Finding> check(CheckedFile file, Statement statement) {
        return statement.destructions().stream().anyMatch(Destruction::cascade)
                ? List.of(finding(
                        Level.WARNING,
                        file.path(),
                        statement.line(),
                        "CASCADE also takes whatever depends on what is named here, which may be more on one target than on another.",
                        "Leave out CASCADE, and name each dependent object in a statement of its own."))
                : List.of();
    }
}
