package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** UPDATE without WHERE overwrites every row. */
@Component
final class RequireWhereOnUpdate implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.UPDATE_WITHOUT_WHERE;
    }

    @Override
    public String text(String object) {
        return "UPDATE without WHERE overwrites values in all rows of '%s' for good.".formatted(object);
    }

    @Override
    public String help() {
        return "Say with WHERE which rows are meant, in batches if they are many.";
    }
}
