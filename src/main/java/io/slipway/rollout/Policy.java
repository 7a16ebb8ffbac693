package io.slipway.rollout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the decision tables said for a stage.
 *
 * @param approvalRow the row that decided on approvals
 * @param approvalSteps roles that decide, in order
 * @param automatic whether it starts without a releaser
 * @param waveSize how many targets start together; 0: all
 * @param failureBudget how many failed targets a wave tolerates
 * @param windowName the maintenance window it must start in, or null
 * @param overrideErrors whether a releaser may override findings of level ERROR
 * @param skip whether the stage may be left out: its targets are SKIPPED, and owed what they miss
 * @param skipRole the role whose word, with a reason, leaves it out; null lets nobody
 */
public record Policy(
        String approvalRow,
        List<String> approvalSteps,
        String rolloutRow,
        boolean automatic,
        int waveSize,
        int failureBudget,
        @Nullable String windowName,
        boolean overrideErrors,
        boolean skip,
        @Nullable String skipRole) {

    /** A policy that lets nobody leave the stage out. */
    public Policy(
            String approvalRow,
            List<String> approvalSteps,
            String rolloutRow,
            boolean automatic,
            int waveSize,
            int failureBudget,
            @Nullable String windowName,
            boolean overrideErrors,
            boolean skip) {
        this(
                approvalRow,
                approvalSteps,
                rolloutRow,
                automatic,
                waveSize,
                failureBudget,
                windowName,
                overrideErrors,
                skip,
                null);
    }

    /** What holds where no row decided or an answer was malformed: an approver and an owner decide, a releaser starts it. */
    public static final Policy STRICTEST =
            new Policy("strictest", List.of("approver", "owner"), "strictest", false, 1, 0, null, false, false);
}
