package io.slipway.review;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * One person's decision at one step of a stage's approval; it counts only while the plan still has this digest.
 *
 * @param step position in the stage's approval steps, from 0
 * @param notBefore the approver's condition that nothing starts before, or null
 * @param onlyInWindow the approver's condition that nothing starts outside a maintenance window, or null
 */
public record Approval(
        @Id long id,
        UUID ask,
        long stage,
        int step,
        String role,
        long account,
        Decision decision,
        String digest,
        String comment,
        @Nullable Instant notBefore,
        @Nullable String onlyInWindow,
        Instant decidedAt) {

    /** What was decided. */
    public enum Decision {
        APPROVE,
        /** Back to the creators, who may edit or give up. */
        REQUEST_CHANGES,
        /** The issue ends. */
        REJECT
    }
}
