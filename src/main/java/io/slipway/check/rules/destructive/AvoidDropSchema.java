package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** A dropped schema takes all that is in it. */
@Component
final class AvoidDropSchema implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.DROP_SCHEMA;
    }

    @Override
    public String text(String object) {
        return "Dropping schema '%s' deletes the tables in it, with their rows, for good.".formatted(object);
    }

    @Override
    public String help() {
        return "Drop what is in the schema by name in statements before, so that a reviewer sees what is lost.";
    }
}
