package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** A dropped materialized view has to be computed again. */
@Component
final class AvoidDropMaterializedView implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.DROP_MATERIALIZED_VIEW;
    }

    @Override
    public String text(String object) {
        return "Dropping materialized view '%s' deletes its stored rows and indexes, and whatever still reads it fails."
                .formatted(object);
    }

    @Override
    public String help() {
        return "Release what no longer reads it first; to change it, create the new one under another name and then rename both.";
    }
}
