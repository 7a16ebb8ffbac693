package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** TRUNCATE empties a table at once. */
@Component
final class AvoidTruncate implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.TRUNCATE;
    }

    @Override
    public String text(String object) {
        return "TRUNCATE deletes all rows of '%s' for good, and blocks everybody who reads it.".formatted(object);
    }

    @Override
    public String help() {
        return "Delete the rows that are not wanted, in batches and with a WHERE.";
    }
}
