package io.slipway.check.rules.destructive;

import io.slipway.check.rules.DestructionRule;
import io.slipway.sql.Destruction;
import org.springframework.stereotype.Component;

/** Without its index a query may read the whole table. */
@Component
final class AvoidDropIndex implements DestructionRule {

    @Override
    public Destruction.Kind kind() {
        return Destruction.Kind.DROP_INDEX;
    }

    @Override
    public String text(String object) {
        return "Dropping index '%s' makes the queries that need it slow until it is built again.".formatted(object);
    }

    @Override
    public String help() {
        return "Make sure in pg_stat_user_indexes that nothing uses the index, and drop it in a release of its own.";
    }
}
