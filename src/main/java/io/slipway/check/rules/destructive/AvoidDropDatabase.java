package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** A dropped database is gone as a whole. */
@Component
final class AvoidDropDatabase implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.DROP_DATABASE;
    }

    @Override
    public String text(String object) {
        return "Dropping database '%s' deletes everything in it for good.".formatted(object);
    }

    @Override
    public String help() {
        return "Leave it out; drop a database by hand, after a backup that has been restored once.";
    }
}
