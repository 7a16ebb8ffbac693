package io.slipway.api.change.model;

import jakarta.validation.constraints.NotNull;

/** Says something of an issue. */
public record TextRequest(@NotNull String text) {}
