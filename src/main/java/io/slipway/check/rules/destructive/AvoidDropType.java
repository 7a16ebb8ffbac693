package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** A dropped type is missed by functions and casts that name it. */
@Component
final class AvoidDropType implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.DROP_TYPE;
    }

    @Override
    public String text(String object) {
        return "Dropping type '%s' loses its labels or fields, and whatever still names it fails.".formatted(object);
    }

    @Override
    public String help() {
        return "Change the columns and functions that use the type first, and drop it in a later release.";
    }
}
