package io.slipway.api.change.model;

import io.slipway.rollout.task.BaselineCommands;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * Says up to which version a database holds everything.
 *
 * @param track the line of versions; absent: the project's own
 * @param schema one of the schemas that are targets; absent: every target in the database
 */
public record BaselineRequest(
        @NotNull String version,
        @Nullable String track,
        @Nullable String schema,
        @Nullable String reason) {

    public BaselineCommands.Order order() {
        return new BaselineCommands.Order(schema, track, version, reason == null ? "" : reason);
    }
}
