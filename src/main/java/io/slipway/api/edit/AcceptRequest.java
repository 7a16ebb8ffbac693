package io.slipway.api.edit;

import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * Accepts what diverged targets hold as equal to the present text.
 *
 * @param targets resource names, or short ones as {@code instance/database}
 */
public record AcceptRequest(
        @NotNull List<String> targets, @NotNull String reason) {}
