package io.slipway.rollout.task;

import org.jspecify.annotations.Nullable;

/**
 * One target's part of a stage.
 *
 * @param epoch number of the last attempt; attempts of one task never share one
 * @param code what kind of failure the last attempt ended in, or empty
 * @param sentence what happened and what to do, or empty
 */
public record Task(
        long id,
        long stage,
        long planTarget,
        @Nullable Long wave,
        Status status,
        boolean stopping,
        long epoch,
        String code,
        String sentence,
        String reason) {

    /** Where a task is in its life. */
    public enum Status {
        /** Nobody has said when it starts. */
        NOT_STARTED,
        /** Its wave has a start; nobody may run, edit or schedule it by hand. */
        PENDING,
        /** An attempt is under way; asked to stop, it stays so until no backend of ours is left. */
        RUNNING,
        /** Every version is recorded on the target. */
        DONE,
        /** The last attempt failed; it may be tried again or skipped. */
        FAILED,
        /** Its start was cancelled; it may be started again or skipped. */
        CANCELED,
        /** Whether a statement ran cannot be told; a person decides. */
        UNKNOWN,
        /** A person decided to leave it out. */
        SKIPPED
    }
}
