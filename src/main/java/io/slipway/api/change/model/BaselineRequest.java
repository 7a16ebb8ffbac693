package io.slipway.api.change.model;

import io.slipway.failure.RejectedException;
import io.slipway.rollout.adoption.BaselineCommands;
import io.slipway.rollout.adoption.Source;
import io.slipway.target.history.Tool;
import org.jspecify.annotations.Nullable;

/**
 * Says what a database holds: everything up to a version, or what another tool recorded.
 *
 * @param version the version; absent if a tool is named
 * @param from the tool that recorded it in the database: FLYWAY or LIQUIBASE; absent if a version is given
 * @param table the tool's table, with or without its schema; absent: its usual one
 * @param track the line of versions; absent: the project's own
 * @param schema one of the schemas that are targets; absent: every target in the database
 */
public record BaselineRequest(
        @Nullable String version,
        @Nullable Tool from,
        @Nullable String table,
        @Nullable String track,
        @Nullable String schema,
        @Nullable String reason) {

    public BaselineCommands.Order order() {
        return new BaselineCommands.Order(schema, track, source(), reason == null ? "" : reason);
    }

    private Source source() {
        if (version != null && from == null && table == null) {
            return new Source.At(version);
        }
        if (version == null && from != null) {
            return new Source.History(from, table);
        }
        throw new RejectedException(
                RejectedException.Reason.INVALID,
                "baseline-unclear",
                "The baseline names neither a version alone nor a tool alone.",
                "Give 'version', or 'from' as FLYWAY or LIQUIBASE and, if wanted, its 'table'.");
    }
}
