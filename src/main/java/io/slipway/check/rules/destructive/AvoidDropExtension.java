package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** A dropped extension takes its types and functions with it. */
@Component
final class AvoidDropExtension implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.DROP_EXTENSION;
    }

    @Override
    public String text(String object) {
        return "Dropping extension '%s' takes away its functions, types and operators, and whatever still uses them fails."
                .formatted(object);
    }

    @Override
    public String help() {
        return "Make sure that no column, index or function uses what the extension brings.";
    }
}
