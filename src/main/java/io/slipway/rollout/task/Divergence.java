package io.slipway.rollout.task;

import io.slipway.plan.ReconcileFile;
import org.jspecify.annotations.Nullable;

/**
 * A target of an issue's plan holds an earlier text of a file that the issue has had edited since: the target is DIVERGED.
 *
 * @param path of the file as it is now
 * @param heldSha256 the hash of the text that the target holds
 * @param sha256 the hash of the text that the plan has
 * @param reconcileFile the plan's SQL that takes the target to the present text, or null
 * @param acceptedBy who accepted the held text as equal to the present one, or null
 * @param acceptedBecause why, or null
 */
public record Divergence(
        long planTarget,
        String track,
        String version,
        String path,
        String heldSha256,
        String sha256,
        @Nullable ReconcileFile reconcileFile,
        @Nullable String acceptedBy,
        @Nullable String acceptedBecause) {

    /** Tell whether it is settled what becomes of it; until then nothing of the version runs there. */
    public boolean isSettled() {
        return reconcileFile != null || acceptedBy != null;
    }

    /** Say what is wrong. */
    public String sentence() {
        return "It holds an earlier text of '%s', which was edited in this issue since.".formatted(path);
    }

    /** Say what to do about it. */
    public static String help() {
        return "Give the issue a reconcile file for the target, or let a releaser accept the earlier text as equal.";
    }
}
