package io.slipway.rollout;

import io.slipway.failure.RejectedException;

/** A stage is not where a command expects it: somebody else was first. */
final class StageStateException extends RejectedException {

    StageStateException(long stage, Stage.Status status, Stage.Status expected) {
        super(
                Reason.CONFLICT,
                "stage-moved-on",
                "Stage %d is %s, not %s.".formatted(stage, status, expected),
                "Look at the issue's present state and decide again.");
    }
}
