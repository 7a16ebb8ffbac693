package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** A dropped sequence forgets where it was. */
@Component
final class AvoidDropSequence implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.DROP_SEQUENCE;
    }

    @Override
    public String text(String object) {
        return "Dropping sequence '%s' forgets the last number it gave, so that a new one may give numbers twice."
                .formatted(object);
    }

    @Override
    public String help() {
        return "Make sure that nothing takes numbers from the sequence any more, or start the new one above them.";
    }
}
