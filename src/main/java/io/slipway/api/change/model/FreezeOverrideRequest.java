package io.slipway.api.change.model;

import jakarta.validation.constraints.NotNull;
import java.util.List;

/** Names the freezes that shall not hold a stage up, and says why. */
public record FreezeOverrideRequest(
        @NotNull List<@NotNull String> freezes, @NotNull String reason) {}
