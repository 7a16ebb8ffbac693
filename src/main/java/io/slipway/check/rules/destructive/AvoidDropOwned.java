package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** DROP OWNED drops without naming what. */
@Component
final class AvoidDropOwned implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.DROP_OWNED;
    }

    @Override
    public String text(String object) {
        return "DROP OWNED deletes every table that belongs to '%s', without saying which.".formatted(object);
    }

    @Override
    public String help() {
        return "Drop the objects by name, so that a reviewer sees what is lost, and use REASSIGN OWNED for the rest.";
    }
}
