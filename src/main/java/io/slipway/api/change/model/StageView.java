package io.slipway.api.change.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a rollout.
 *
 * @param problem why it came back to the releaser, or absent
 * @param approvalRow the row of {@code ApprovalPolicy} that decided, absent before the stage is reached
 * @param rolloutRow likewise of {@code RolloutPolicy}
 * @param approvalSteps the roles that decide, in order
 * @param tasks how many tasks are in which state
 * @param waves those that have not ended
 * @param warning what speaks against its start as it is planned, or absent
 * @param freezes those that concern the stage now
 * @param catchUp what was left out here, or absent
 * @param conditions what must be before its waves start
 */
public record StageView(
        String name,
        String environment,
        String status,
        @Nullable String problem,
        @Nullable String approvalRow,
        @Nullable String rolloutRow,
        List<String> approvalSteps,
        List<Approval> approvals,
        @Nullable WaitsFor waitsFor,
        Map<String, Long> tasks,
        List<Wave> waves,
        @Nullable String warning,
        List<Freeze> freezes,
        @Nullable CatchUp catchUp,
        List<Condition> conditions,
        List<String> actions) {

    /** A decision that was made. */
    public record Approval(String role, String account, String decision, String comment, Instant decidedAt) {}

    /**
     * What keeps a stage from going on: a person's decision, an earlier change or a start time.
     *
     * @param kind promotion, queue, approval, release, failures or start
     * @param role who decides; absent for a queue and a start
     * @param step from 1, of {@code steps} approvals
     * @param until the start time
     * @param problem why the last answer was refused; for a queue, which changes go first
     */
    public record WaitsFor(
            String kind,
            @Nullable String role,
            @Nullable Integer step,
            @Nullable Integer steps,
            @Nullable Instant until,
            @Nullable String problem) {}

    /** Tasks that start together; {@code scheduled} says whether its start can be cancelled or moved. */
    public record Wave(
            int position,
            String status,
            @Nullable Instant startsAt,
            @Nullable String zone,
            boolean scheduled) {}

    /** A time in which the stage does not start, unless it is overridden for this stage. */
    public record Freeze(String name, Instant until, String reason, boolean overridden) {}

    /**
     * A stage that was left out, and what its targets still lack.
     *
     * @param owed how many targets have not caught up; later releases are refused on these
     * @param targets the first of them
     * @param issue the one that was opened last to catch up, or absent
     * @param waived why the targets go without, or absent
     */
    public record CatchUp(
            String leftOutBy,
            Instant leftOutAt,
            String reason,
            int owed,
            List<String> targets,
            @Nullable String issue,
            @Nullable String waived) {}

    /**
     * An issue that must be done, or a gate that must be open, before the stage's waves start.
     *
     * @param kind issue or gate
     * @param state the issue's status; OPENED or CLOSED for a gate
     * @param openedBy who opened the gate, or absent
     */
    public record Condition(
            String kind,
            String name,
            String state,
            boolean met,
            String namedBy,
            @Nullable String openedBy,
            @Nullable String reason) {}
}
