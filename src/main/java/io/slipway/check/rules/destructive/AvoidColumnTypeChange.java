package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** A change of type rewrites, and may cut, each value. */
@Component
final class AvoidColumnTypeChange implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.COLUMN_TYPE_CHANGE;
    }

    @Override
    public String text(String object) {
        return "Changing the type of column '%s' can lose part of its values, and locks the table while it is rewritten."
                .formatted(object);
    }

    @Override
    public String help() {
        return "Add a column of the new type, copy the values in batches, and drop the old column in a later release.";
    }
}
