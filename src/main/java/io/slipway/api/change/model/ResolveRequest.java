package io.slipway.api.change.model;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what a person found on a target whose outcome could not be told. */
public record ResolveRequest(
        @NotNull @Pattern(regexp = "applied|notApplied") String outcome,

        @Nullable String reason) {}
