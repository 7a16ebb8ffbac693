package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** A dropped table takes its rows with it. */
@Component
final class AvoidDropTable implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.DROP_TABLE;
    }

    @Override
    public String text(String object) {
        return "Dropping table '%s' deletes all its rows for good, and whatever still uses it fails.".formatted(object);
    }

    @Override
    public String help() {
        return "Release what no longer uses the table first, keep a copy of its rows, and drop it in a later release.";
    }
}
