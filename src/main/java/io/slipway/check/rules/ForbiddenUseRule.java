package io.slipway.check.rules;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.sql.ForbiddenUse;
import io.slipway.sql.Statement;
import java.util.List;

/** A rule that refuses one thing that no migration may do. */
public interface ForbiddenUseRule extends StatementRule {

    /** Return what this rule refuses. */
    ForbiddenUse use();

    /** Say what would come of it. */
    String text();

    /** Say what to do instead. */
    String help();

    @Override
    default List<Finding> check(CheckedFile file, Statement statement) {
        return statement.forbidden().contains(use())
                ? List.of(finding(Level.ERROR, file.path(), statement.line(), text(), help()))
                : List.of();
    }
}
