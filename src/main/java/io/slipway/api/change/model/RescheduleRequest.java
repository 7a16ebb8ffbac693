package io.slipway.api.change.model;

import jakarta.validation.constraints.NotNull;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Gives what is scheduled another start, with its offset from UTC. */
public record RescheduleRequest(
        @NotNull OffsetDateTime startAt, @Nullable String reason) {}
