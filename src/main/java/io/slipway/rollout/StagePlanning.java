package io.slipway.rollout;

import io.slipway.plan.PendingFiles;
import io.slipway.plan.PlanTarget;
import io.slipway.plan.PlanTargets;
import io.slipway.project.Environment;
import io.slipway.project.Environments;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.review.CheckRecords;
import io.slipway.review.Issue;
import io.slipway.review.IssueCreators;
import io.slipway.review.Issues;
import io.slipway.review.pullrequest.PullRequestApprovals;
import io.slipway.rollout.condition.EarlierChanges;
import io.slipway.rollout.task.Task;
import io.slipway.rollout.task.Tasks;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The first step of a stage: claims its run, finds which targets have anything to do, and says what the decision tables need to know. */
@Component
public class StagePlanning {

    /** How the step ended. */
    public enum State {
        PLANNED,
        NOTHING_TO_DO,
        /** The run is unknown or another process instance has it. */
        REFUSED
    }

    /**
     * What the decision tables decide by; what is not known has a value that says so.
     *
     * @param risk low, moderate, high or unknown
     * @param affectedRows -1: unknown
     * @param tableSize bytes, -1: unknown
     * @param authorsUnknown whether a commit author is no member
     * @param pullRequestApprovals how many approvers of the project, none of them a creator, approved the pull request
     */
    public record PolicyFacts(
            String tier,
            String risk,
            List<String> statementClasses,
            long affectedRows,
            long tableSize,
            List<String> labels,
            boolean authorsUnknown,
            int pullRequestApprovals) {}

    /** The step's result. */
    public record Planned(State state, @Nullable PolicyFacts facts) {}

    private final Bindings bindings;
    private final Stages stages;
    private final StageTargets targets;
    private final StageFacts facts;
    private final EarlierChanges earlier;

    StagePlanning(Bindings bindings, Stages stages, StageTargets targets, StageFacts facts, EarlierChanges earlier) {
        this.bindings = bindings;
        this.stages = stages;
        this.targets = targets;
        this.facts = facts;
        this.earlier = earlier;
    }

    /** Plan the stage that this one-time run is of. */
    @Transactional
    public Planned plan(long processInstance, UUID stageRun) {
        return bindings.claimStage(processInstance, stageRun)
                .filter(stages::isCurrent)
                .map(this::plan)
                .orElseGet(() -> new Planned(State.REFUSED, null));
    }

    private Planned plan(long stageId) {
        Stage stage = stages.findById(stageId).orElseThrow();
        if (stage.status() == Stage.Status.DONE || targets.settle(stage)) {
            if (stage.status() != Stage.Status.DONE) {
                stage.finish();
                stages.save(stage);
                earlier.ended(stages.issueOf(stageId));
            }
            return new Planned(State.NOTHING_TO_DO, null);
        }
        return new Planned(State.PLANNED, facts.of(stage));
    }

    /** Return what the decision tables decide by, from PostgreSQL. */
    @Transactional(readOnly = true)
    public PolicyFacts facts(long stageId) {
        return facts.of(stages.findById(stageId).orElseThrow());
    }

    /** Gathers what the decision tables decide by. */
    @Component
    static class StageFacts {

        private final Stages stages;
        private final Issues issues;
        private final IssueCreators creators;
        private final PullRequestApprovals pullRequest;
        private final Environments environments;
        private final CheckRecords checks;

        StageFacts(
                Stages stages,
                Issues issues,
                IssueCreators creators,
                PullRequestApprovals pullRequest,
                Environments environments,
                CheckRecords checks) {
            this.stages = stages;
            this.issues = issues;
            this.creators = creators;
            this.pullRequest = pullRequest;
            this.environments = environments;
            this.checks = checks;
        }

        PolicyFacts of(Stage stage) {
            Issue issue = issues.findById(stages.issueOf(stage.id())).orElseThrow();
            Environment environment = environments.findById(stage.environment()).orElseThrow();
            var summary = checks.summary(stages.planOf(stage.id()), stage.environment());
            return new PolicyFacts(
                    environment.tier().name().toLowerCase(Locale.ROOT),
                    summary.risk(),
                    summary.statementClasses(),
                    summary.affectedRows(),
                    summary.tableSize(),
                    issue.labels(),
                    creators.hasUnmappedAuthor(issue.id()),
                    pullRequest.counted(issue.id()));
        }
    }

    /** Finds the tasks of a stage that have nothing to do. */
    @Component
    static class StageTargets {

        private final Tasks tasks;
        private final PlanTargets planTargets;
        private final PendingFiles pendingFiles;
        private final Targets targets;

        StageTargets(Tasks tasks, PlanTargets planTargets, PendingFiles pendingFiles, Targets targets) {
            this.tasks = tasks;
            this.planTargets = planTargets;
            this.pendingFiles = pendingFiles;
            this.targets = targets;
        }

        /** Mark tasks whose targets hold everything as DONE; tells whether all tasks of the stage have ended well. */
        boolean settle(Stage stage) {
            List<Long> done = tasks.ofStage(stage.id()).stream()
                    .filter(task -> task.status() == Task.Status.NOT_STARTED)
                    .filter(task ->
                            isDone(planTargets.findById(task.planTarget()).orElseThrow()))
                    .map(Task::id)
                    .toList();
            tasks.nothingToDo(done);
            return tasks.ofStage(stage.id()).stream()
                    .allMatch(task -> task.status() == Task.Status.DONE || task.status() == Task.Status.SKIPPED);
        }

        private boolean isDone(PlanTarget target) {
            return targets.byId(target.database(), target.schemaName())
                            .map(TargetRef::name)
                            .isPresent()
                    && pendingFiles.of(target).pending().isEmpty();
        }
    }
}
