package io.slipway.check.rules;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.sql.Destruction;
import io.slipway.sql.Statement;
import java.util.List;

/** A rule that warns of one kind of loss. */
public interface DestructionRule extends StatementRule {

    /** Return the loss that this rule warns of. */
    Destruction.Kind kind();

    /** Say what is lost. */
    String text(String object);

    /** Say what to do instead. */
    String help();

    @Override
    default List<Finding> check(CheckedFile file, Statement statement) {
        return statement.destructions().stream()
                .filter(destruction -> destruction.kind() == kind())
                .map(destruction -> finding(
                        Level.WARNING,
                        file.path(),
                        statement.line(),
                        text(Quoting.shown(destruction.object())),
                        help()))
                .toList();
    }
}
