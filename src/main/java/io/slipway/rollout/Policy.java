package io.slipway.rollout;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the decision tables said for a stage.
 *
 * @param approvalRow the row that decided on approvals
 * @param approvalSteps roles that decide, in order; the same one several times asks as many people
 * @param automatic whether it starts without a releaser
 * @param waveSize how many targets start together; 0: all
 * @param failureBudget how many failed targets a wave tolerates
 * @param windowName the maintenance window it must start in, or null
 * @param overrideErrors whether a releaser may override findings of level ERROR
 * @param skip whether the stage may be left out: its targets are SKIPPED, and owed what they miss
 * @param skipRole the role whose word, with a reason, leaves it out; null lets nobody
 * @param patience how long its decisions may wait
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
        @Nullable String skipRole,
        Patience patience) {

    /**
     * How long a decision of people may wait.
     *
     * @param remindAfter until those who decide are reminded, or null: they are not
     * @param escalateAfter until the owners are told, or null: they are not
     */
    public record Patience(
            @Nullable Duration remindAfter, @Nullable Duration escalateAfter) {

        public static final Patience ENDLESS = new Patience(null, null);
    }

    /** A policy that lets nobody leave the stage out, and whose decisions may wait. */
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
                null,
                Patience.ENDLESS);
    }

    /** What holds where no row decided or an answer was malformed: an approver and an owner decide, a releaser starts it. */
    public static final Policy STRICTEST =
            new Policy("strictest", List.of("approver", "owner"), "strictest", false, 1, 0, null, false, false);
}
