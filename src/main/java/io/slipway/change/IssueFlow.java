package io.slipway.change;

import io.slipway.change.succession.Succession;
import io.slipway.review.Approval;
import io.slipway.review.Approvals;
import io.slipway.review.Ask;
import io.slipway.review.Asks;
import io.slipway.review.Audit;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import io.slipway.review.Outbox;
import io.slipway.rollout.Stage;
import io.slipway.rollout.Stages;
import io.slipway.rollout.Waves;
import io.slipway.rollout.condition.EarlierChanges;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What comes next in an issue's life: the next stage, an edit, or its end. Asked again, it gives the same answer. */
@Component
public class IssueFlow {

    /** What comes next. */
    public enum Step {
        STAGE,
        /** An approver or the releaser asked for changes; the creators edit or give up. */
        EDIT,
        END
    }

    /** The next step: a stage with the one-time id of its run, or an edit with the id of its question. */
    public record Next(
            Step step,
            @Nullable Stage stage,
            @Nullable UUID stageRun,
            @Nullable Ask ask) {}

    /** How the process goes on after its stages. */
    public enum Close {
        DONE,
        CANCELED,
        /** The change was edited: check it and ask for approval again. */
        AGAIN
    }

    private final Issues issues;
    private final Stages stages;
    private final Waves waves;
    private final Approvals approvals;
    private final Asks asks;
    private final IssueEnd end;

    IssueFlow(Issues issues, Stages stages, Waves waves, Approvals approvals, Asks asks, IssueEnd end) {
        this.issues = issues;
        this.stages = stages;
        this.waves = waves;
        this.approvals = approvals;
        this.asks = asks;
        this.end = end;
    }

    /** Find what comes next for an open issue. */
    @Transactional
    public Next next(long issueId) {
        Issue issue = issues.lock(issueId).orElseThrow();
        List<Stage> ofIssue = stages.ofIssue(issueId);
        if (issue.status() != Issue.Status.OPEN || issue.request() != Issue.Request.NONE) {
            return new Next(Step.END, null, null, null);
        }
        Optional<Stage> rejected = ofIssue.stream()
                .filter(stage -> stage.status() == Stage.Status.REJECTED)
                .findFirst();
        if (rejected.isPresent()) {
            return afterRejection(issue, rejected.get());
        }
        return ofIssue.stream()
                .filter(stage -> stage.status() != Stage.Status.DONE)
                .findFirst()
                .map(stage -> new Next(Step.STAGE, stage, waves.mintStageRun(stage.id()), null))
                .orElseGet(() -> new Next(Step.END, null, null, null));
    }

    private Next afterRejection(Issue issue, Stage stage) {
        boolean ends = approvals.findByStageOrderByStep(stage.id()).stream()
                .anyMatch(approval -> approval.decision() == Approval.Decision.REJECT);
        return ends
                ? new Next(Step.END, stage, null, null)
                : new Next(
                        Step.EDIT,
                        stage,
                        null,
                        asks.open(Ask.Kind.EDIT, Asks.Subject.issue(issue.id()), issue.edits(), ""));
    }

    /** Settle what was asked of the process, and close the issue if nothing is left to do. */
    @Transactional
    public Close close(long issueId) {
        Issue issue = issues.lock(issueId).orElseThrow();
        end.settled(issueId);
        if (issue.status() != Issue.Status.OPEN) {
            return issue.status() == Issue.Status.DONE ? Close.DONE : Close.CANCELED;
        }
        return switch (issue.request()) {
            case WITHDRAW -> end.close(issue, Issue.Status.CANCELED, end.whyWithdrawn(issue));
            case EDIT -> {
                issues.save(issue.asked(Issue.Request.NONE));
                yield Close.AGAIN;
            }
            case NONE -> byStages(issue);
        };
    }

    private Close byStages(Issue issue) {
        List<Stage> ofIssue = stages.ofIssue(issue.id());
        if (ofIssue.stream().allMatch(stage -> stage.status() == Stage.Status.DONE)) {
            return end.close(issue, Issue.Status.DONE, "");
        }
        boolean rejected = ofIssue.stream()
                .flatMap(stage -> approvals.findByStageOrderByStep(stage.id()).stream())
                .anyMatch(approval -> approval.decision() == Approval.Decision.REJECT);
        return rejected ? end.close(issue, Issue.Status.CANCELED, "Rejected by an approver.") : Close.AGAIN;
    }

    /** Closes issues, with their audit event. */
    @Component
    static class IssueEnd {

        private final Issues issues;
        private final Audit audit;
        private final Outbox outbox;
        private final EarlierChanges earlier;
        private final Succession succession;
        private final Clock clock;

        IssueEnd(
                Issues issues, Audit audit, Outbox outbox, EarlierChanges earlier, Succession succession, Clock clock) {
            this.issues = issues;
            this.audit = audit;
            this.outbox = outbox;
            this.earlier = earlier;
            this.succession = succession;
            this.clock = clock;
        }

        void settled(long issue) {
            outbox.done(Issue.CHANGED, String.valueOf(issue));
        }

        String whyWithdrawn(Issue issue) {
            return succession
                    .successorOf(issue)
                    .map(it -> "Superseded by issue %d, whose release is newer.".formatted(it.number()))
                    .orElse("Withdrawn by its creators.");
        }

        Close close(Issue issue, Issue.Status as, String reason) {
            issues.save(issue.closed(as, reason, clock.instant()));
            audit.system(
                    as == Issue.Status.DONE ? "issue-done" : "issue-canceled",
                    issue.id(),
                    "issue " + issue.number(),
                    Map.of("reason", reason));
            earlier.ended(issue.id());
            return as == Issue.Status.DONE ? Close.DONE : Close.CANCELED;
        }
    }
}
