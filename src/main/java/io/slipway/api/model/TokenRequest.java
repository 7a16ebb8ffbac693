package io.slipway.api.model;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an access token; one that the account has under the same name ends.
 *
 * @param validForDays after how many days it ends; absent: when it is revoked
 */
public record TokenRequest(
        @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
        String name,

        @Positive @Max(3650) @Nullable Integer validForDays) {}
