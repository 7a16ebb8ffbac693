package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** A dropped column takes its values with it. */
@Component
final class AvoidDropColumn implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.DROP_COLUMN;
    }

    @Override
    public String text(String object) {
        return "Dropping column '%s' deletes its values for good, and whatever still reads it fails.".formatted(object);
    }

    @Override
    public String help() {
        return "Release what no longer uses the column first, keep a copy of its values, and drop it in a later release.";
    }
}
