package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** DELETE without WHERE deletes every row. */
@Component
final class RequireWhereOnDelete implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.DELETE_WITHOUT_WHERE;
    }

    @Override
    public String text(String object) {
        return "DELETE without WHERE deletes all rows of '%s' for good.".formatted(object);
    }

    @Override
    public String help() {
        return "Say with WHERE which rows are meant.";
    }
}
