package io.slipway.rollout;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.review.Answers;
import io.slipway.review.Approval;
import io.slipway.review.Ask;
import io.slipway.review.Issue;
import io.slipway.review.Separation;
import io.slipway.rollout.approval.StageApprovals;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What approvers and releasers say of a stage. Who may say it is decided here, whatever a form shows or hides. */
@Component
public class StageAnswers {

    private final Answers answers;
    private final Stages stages;
    private final StageApprovals approvals;
    private final Separation separation;
    private final StageRelease release;
    private final StageStart start;
    private final StageFlow.StageJournal journal;

    StageAnswers(
            Answers answers,
            Stages stages,
            StageApprovals approvals,
            Separation separation,
            StageRelease release,
            StageStart start,
            StageFlow.StageJournal journal) {
        this.answers = answers;
        this.stages = stages;
        this.approvals = approvals;
        this.separation = separation;
        this.release = release;
        this.start = start;
        this.journal = journal;
    }

    /**
     * What an approver submitted.
     *
     * @param notBefore a condition that every start must keep, or null
     * @param onlyInWindow likewise the name of a maintenance window that it must lie in, or null
     * @param forLater whether an approval is for the later stages, too
     */
    public record ApprovalForm(
            Approval.Decision decision,
            String comment,
            @Nullable Instant notBefore,
            @Nullable String onlyInWindow,
            boolean forLater) {

        public ApprovalForm(Approval.Decision decision, String comment, @Nullable Instant notBefore) {
            this(decision, comment, notBefore, null);
        }

        public ApprovalForm(
                Approval.Decision decision,
                String comment,
                @Nullable Instant notBefore,
                @Nullable String onlyInWindow) {
            this(decision, comment, notBefore, onlyInWindow, false);
        }
    }

    /**
     * What a releaser submitted.
     *
     * @param sendBack whether the creators are to edit the change instead
     * @param reason what they are told, or empty
     */
    public record ReleaseForm(boolean sendBack, StageRelease.Terms terms, String reason) {

        public ReleaseForm(boolean sendBack, StageRelease.Terms terms) {
            this(sendBack, terms, "");
        }
    }

    /** Record an approver's decision at the step that was asked. */
    public void approve(UUID askId, long stageId, Optional<Account> actor, Supplier<ApprovalForm> submitted) {
        answers.take(askId, new Answers.Asked(Ask.Kind.APPROVE, stageId), actor, (ask, account) -> {
            Stage stage = stages.requireCurrent(stageId);
            Issue issue = journal.lockIssueOf(stageId);
            ApprovalForm form = submitted.get();
            String role = stage.approvalSteps().get(ask.step());
            approvals.requireApprover(account, issue, stageId, role);
            requireSameDigest(ask, stageId);
            if (form.decision() != Approval.Decision.APPROVE && form.comment().isBlank()) {
                throw new RejectedException(
                        RejectedException.Reason.INVALID,
                        "comment-missing",
                        "The decision has no comment.",
                        "Say what is wrong or what to change.");
            }
            start.requireKnown(form.onlyInWindow());
            decide(stage, form, approval(ask, stageId, role, account, form));
            journal.record(
                    stage,
                    account,
                    form.decision() == Approval.Decision.APPROVE ? "stage-approved" : "stage-refused",
                    facts(form, ask));
        });
    }

    private Approval approval(Ask ask, long stageId, String role, Account account, ApprovalForm form) {
        return new Approval(
                0,
                ask.id(),
                stageId,
                ask.step(),
                role,
                account.id(),
                form.decision(),
                ask.digest(),
                form.comment(),
                form.notBefore(),
                form.onlyInWindow(),
                start.now());
    }

    /** All stages of a plan have its digest: what is kept for the later ones is void with it. */
    private void decide(Stage stage, ApprovalForm form, Approval approval) {
        approvals.give(approval);
        if (form.decision() != Approval.Decision.APPROVE) {
            stage.reject();
            stages.save(stage);
        } else if (form.forLater()) {
            approvals.giveEarly(
                    approval,
                    stages.ofIssue(stages.issueOf(stage.id())).stream()
                            .filter(later -> later.position() > stage.position())
                            .map(Stage::id)
                            .toList());
        }
    }

    private static Map<String, ?> facts(ApprovalForm form, Ask ask) {
        return Map.of(
                "decision", form.decision(),
                "reason", form.comment(),
                "notBefore", String.valueOf(form.notBefore()),
                "forLater", form.forLater(),
                "digest", ask.digest());
    }

    /** Release a stage, now or at a time, or send the change back to its creators. */
    public void release(UUID askId, long stageId, Optional<Account> actor, Supplier<ReleaseForm> submitted) {
        answers.take(askId, new Answers.Asked(Ask.Kind.RELEASE, stageId), actor, (ask, account) -> {
            Stage stage = stages.requireCurrent(stageId);
            Issue issue = journal.lockIssueOf(stageId);
            ReleaseForm form = submitted.get();
            separation.requireReleaser(account, issue);
            requireSameDigest(ask, stageId);
            if (form.sendBack()) {
                stage.reject();
                stages.save(stage);
                journal.decided(stage, account, "stage-sent-back", form.reason());
                return;
            }
            release.requireSeen(stage, ask);
            start.requireAllowed(stageId, form.terms().startAt());
            form.terms().selections().forEach(selection -> start.requireAllowed(stageId, selection.startAt()));
            release.release(stage, account, issue, form.terms());
            journal.record(
                    stage,
                    account,
                    "stage-released",
                    Map.of(
                            "startAt", String.valueOf(form.terms().startAt()),
                            "selections", form.terms().selections(),
                            "overrideReason", String.valueOf(form.terms().overrideReason()),
                            "digest", ask.digest()));
        });
    }

    /** Let a stage above its issue's ceiling go on, or end the rollout before it; the comment may be empty. */
    public void promote(UUID askId, long stageId, Optional<Account> actor, boolean go, String comment) {
        answers.take(askId, new Answers.Asked(Ask.Kind.PROMOTE, stageId), actor, (ask, account) -> {
            Stage stage = stages.requireCurrent(stageId);
            separation.requireReleaser(account, journal.lockIssueOf(stageId));
            if (go) {
                stage.promote();
            } else {
                stage.reject();
            }
            stages.save(stage);
            journal.decided(stage, account, go ? "stage-promoted" : "stage-sent-back", comment);
        });
    }

    private void requireSameDigest(Ask ask, long stageId) {
        if (!ask.digest().equals(stages.digestOf(stageId))) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "not-what-was-shown",
                    "The change is not what the form showed.",
                    "Decide on the change as it is now.");
        }
    }

    /** A start at a time needs the time. */
    public static RejectedException startMissing() {
        return new RejectedException(
                RejectedException.Reason.INVALID,
                "start-missing",
                "No start is given.",
                "Choose a time to come, or run it now.");
    }
}
