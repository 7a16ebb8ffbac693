package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** Rows that a dropped constraint kept out come in from then on. */
@Component
final class AvoidDropConstraint implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.DROP_CONSTRAINT;
    }

    @Override
    public String text(String object) {
        return "Dropping constraint '%s' lets in rows that it kept out, which then stand in the way of adding it again."
                .formatted(object);
    }

    @Override
    public String help() {
        return "Add the constraint that replaces it, NOT VALID and then validated, before this one is dropped.";
    }
}
