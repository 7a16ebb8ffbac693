package io.slipway.api.change.model;

import jakarta.validation.constraints.NotNull;

/** Replaces an issue's SQL. */
public record EditRequest(@NotNull String sql) {}
