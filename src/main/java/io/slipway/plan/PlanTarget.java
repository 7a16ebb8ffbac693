package io.slipway.plan;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * One target of a plan's part, as it was when the plan was made.
 *
 * @param address what the target's configuration was, as {@code TargetRef.address()} gives it
 */
public record PlanTarget(
        @Id long id, long planPart, long database, @Nullable String schemaName, long environment, String address) {}
