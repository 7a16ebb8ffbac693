package io.slipway.api.edit;

import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * Gives diverged targets SQL that takes them to the present text.
 *
 * @param targets resource names, or short ones as {@code instance/database}
 */
public record ReconcileRequest(
        @NotNull List<String> targets,
        @NotNull String sql,
        @NotNull String reason) {}
