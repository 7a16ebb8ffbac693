package io.slipway.rollout.condition;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that must be before a stage's waves start.
 *
 * @param awaitedName the resource name of the issue that must be DONE, or null for a gate
 * @param awaitedStatus that status, or null
 * @param gate the gate's name, or null for an issue
 * @param openedBy who opened the gate, or null while it is closed
 */
public record StartCondition(
        long id,
        @Nullable String awaitedName,
        @Nullable String awaitedStatus,
        @Nullable String gate,
        String namedBy,
        @Nullable String openedBy,
        @Nullable String openedReason,
        @Nullable Instant openedAt) {

    public boolean isMet() {
        return openedBy != null || "DONE".equals(awaitedStatus);
    }

    /** Tell whether it can't be met any more. */
    public boolean isLost() {
        return "CANCELED".equals(awaitedStatus);
    }

    /** Return what it is called: the resource name or the gate's name. */
    public String name() {
        return awaitedName == null ? String.valueOf(gate) : awaitedName;
    }

    /** Return how it stands, in one word. */
    public String state() {
        if (awaitedStatus != null) {
            return awaitedStatus;
        }
        return openedBy == null ? "CLOSED" : "OPENED";
    }
}
