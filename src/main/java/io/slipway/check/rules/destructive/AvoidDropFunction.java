package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** A dropped function is missed by whoever calls it. */
@Component
final class AvoidDropFunction implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.DROP_FUNCTION;
    }

    @Override
    public String text(String object) {
        return "Dropping function '%s' makes whatever still calls it fail, and takes the privileges granted on it."
                .formatted(object);
    }

    @Override
    public String help() {
        return "Use CREATE OR REPLACE if it is to change, or release what no longer calls it first.";
    }
}
