package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** A dropped view is missed by whoever reads it. */
@Component
final class AvoidDropView implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.DROP_VIEW;
    }

    @Override
    public String text(String object) {
        return "Dropping view '%s' makes whatever still reads it fail, and takes the privileges granted on it."
                .formatted(object);
    }

    @Override
    public String help() {
        return "Use CREATE OR REPLACE VIEW if it is to change, or release what no longer reads it first.";
    }
}
