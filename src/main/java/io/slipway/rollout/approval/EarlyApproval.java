package io.slipway.rollout.approval;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * An approval that somebody gave for a later stage together with that of an earlier one. It counts once that stage asks the role in which
 * it was given, if the person may still decide then and the plan still has this digest.
 *
 * @param ask the earlier stage's question that it was given with
 * @param stage the later stage
 */
public record EarlyApproval(
        @Id long id,
        UUID ask,
        long stage,
        String role,
        long account,
        String digest,
        String comment,
        @Nullable Instant notBefore,
        @Nullable String onlyInWindow,
        Status status,
        Instant decidedAt) {

    /** Whether it was looked at. */
    public enum Status {
        /** The stage has not asked for it yet. */
        WAITING,
        /** It is one of the stage's approvals. */
        COUNTED,
        /** The person might not decide when the stage asked. */
        REFUSED
    }

    EarlyApproval ended(Status end) {
        return new EarlyApproval(
                id, ask, stage, role, account, digest, comment, notBefore, onlyInWindow, end, decidedAt);
    }
}
