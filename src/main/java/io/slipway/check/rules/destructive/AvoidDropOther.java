package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** Whatever is dropped may be missed. */
@Component
final class AvoidDropOther implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.DROP_OTHER;
    }

    @Override
    public String text(String object) {
        return "Dropping '%s' makes whatever still depends on it fail, and its definition is gone.".formatted(object);
    }

    @Override
    public String help() {
        return "Make sure that nothing depends on it, and keep its definition in a file.";
    }
}
