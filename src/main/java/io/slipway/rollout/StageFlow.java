package io.slipway.rollout;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.review.Answers;
import io.slipway.review.Ask;
import io.slipway.review.Asks;
import io.slipway.review.Audit;
import io.slipway.review.Issue;
import io.slipway.review.IssueThread;
import io.slipway.review.Issues;
import io.slipway.review.Outbox;
import io.slipway.rollout.approval.ApprovalSteps;
import io.slipway.rollout.approval.EarlyApproval;
import io.slipway.rollout.approval.StageApprovals;
import io.slipway.rollout.condition.StageHolds;
import io.slipway.rollout.hotfix.LeaveOut;
import io.slipway.rollout.task.Task;
import io.slipway.rollout.task.Tasks;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What comes next in a stage: a promotion, an approval, its release, its waves. Asked again, it gives the same answer. */
@Component
public class StageFlow {

    /** The wake-up that ends a stage's hold; its key is the question's id. */
    public static final String CHANGE_PROMOTED = "slipway.changePromoted";

    /** Which decision is next. */
    public enum Decision {
        /** The stage is above the ceiling of its issue, or an earlier change has to go first. */
        HOLD,
        APPROVE,
        RELEASE,
        /** The policy starts it without a releaser. */
        AUTOMATIC,
        /** Rejected, or sent back for changes. */
        REJECTED
    }

    /**
     * The next decision; for a person, the question and the role that answers it.
     *
     * @param step the role as people read it: where several people of it are asked, which of them
     */
    public record NextDecision(Decision decision, @Nullable Ask ask, String role, String step) {

        NextDecision(Decision decision, @Nullable Ask ask, String role) {
            this(decision, ask, role, role);
        }
    }

    /** The next wave: its one-time run; or none, and whether tasks are left for the releaser. */
    public record NextWave(@Nullable UUID waveRun, boolean tasksLeft) {}

    private final Stages stages;
    private final Waves waves;
    private final Tasks tasks;
    private final LeaveOut leaveOut;
    private final StageHolds holds;
    private final StageApprovals approvals;
    private final StageJournal journal;

    StageFlow(
            Stages stages,
            Waves waves,
            Tasks tasks,
            LeaveOut leaveOut,
            StageHolds holds,
            StageApprovals approvals,
            StageJournal journal) {
        this.stages = stages;
        this.waves = waves;
        this.tasks = tasks;
        this.leaveOut = leaveOut;
        this.holds = holds;
        this.approvals = approvals;
        this.journal = journal;
    }

    /** Take over what the decision tables said; it binds from now on. What is released already keeps the policy that it was released under. */
    @Transactional
    public void adopt(long stageId, Policy policy) {
        Stage stage = stages.findById(stageId).orElseThrow();
        if (stage.status() != Stage.Status.OPEN) {
            return;
        }
        stage.adopt(policy);
        leaveOut.follow(stage);
        stages.save(stage);
        journal.record(
                stage,
                "policy-adopted",
                Map.of("approvalRow", policy.approvalRow(), "rolloutRow", policy.rolloutRow()));
    }

    /**
     * Refuse what a process made of a question that it comes back from and that is still open: nobody whom Slipway knows has
     * answered it. A model without the listener does so, and somebody who moves the process by hand. The question is asked
     * anew, with the reason.
     */
    @Transactional
    public void passedBy(long stageId, UUID question) {
        journal.lockIssueOf(stageId);
        journal.passedBy(stageId, question);
    }

    /** Find the next decision of a stage. */
    @Transactional
    public NextDecision nextDecision(long stageId) {
        Issue issue = journal.lockIssueOf(stageId);
        Stage stage = stages.findById(stageId).orElseThrow();
        journal.settle(stageId);
        if (stage.status() == Stage.Status.REJECTED || !stages.isCurrent(stageId)) {
            return new NextDecision(Decision.REJECTED, null, "");
        }
        var held = holds.of(issue, stage);
        if (held.isPresent()) {
            return new NextDecision(Decision.HOLD, journal.hold(stage, held.get()), "releaser");
        }
        var steps = ApprovalSteps.of(stage.approvalSteps());
        var step = steps.next(approvals.of(stageId));
        while (step.isPresent()) {
            Ask ask = journal.ask(Ask.Kind.APPROVE, stage, step.getAsInt());
            String role = steps.role(step.getAsInt());
            if (!wasGivenEarly(issue, stage, ask, role)) {
                return new NextDecision(Decision.APPROVE, ask, role, steps.described(step.getAsInt()));
            }
            step = steps.next(approvals.of(stageId));
        }
        if (stage.automatic() || stage.status() != Stage.Status.OPEN) {
            return new NextDecision(Decision.AUTOMATIC, null, "");
        }
        return new NextDecision(Decision.RELEASE, journal.ask(Ask.Kind.RELEASE, stage, 0), "releaser");
    }

    /** Law 6 is asked now, of the first who may: roles and creators may have changed since it was given. */
    private boolean wasGivenEarly(Issue issue, Stage stage, Ask ask, String role) {
        for (var given : approvals.waiting(ask, stage.id(), role)) {
            try {
                Account account = approvals.count(given, issue, ask);
                journal.countedEarly(stage, account, ask, given);
                return true;
            } catch (RejectedException e) {
                approvals.leaveOut(given);
                journal.record(
                        stage, "early-approval-refused", Map.of("account", given.account(), "reason", e.sentence()));
            }
        }
        return false;
    }

    /** Find the next wave of a confirmed stage, or tell whether tasks are left. */
    @Transactional
    public NextWave nextWave(long stageId) {
        journal.lockIssueOf(stageId);
        Stage stage = stages.findById(stageId).orElseThrow();
        Optional<Waves.Wave> wave = waves.next(stageId);
        if (wave.isPresent()) {
            return new NextWave(waves.mintRun(wave.get().id()), true);
        }
        long left = tasks.ofStage(stageId).stream()
                .filter(task -> task.status() != Task.Status.DONE && task.status() != Task.Status.SKIPPED)
                .count();
        if (left > 0 && stage.status() == Stage.Status.CONFIRMED) {
            stage.giveBack("%d of %d targets are not done yet. Start them again, or leave them out."
                    .formatted(left, tasks.ofStage(stageId).size()));
            stages.save(stage);
        }
        return new NextWave(null, left > 0);
    }

    /** Close a stage whose tasks are all DONE or SKIPPED. */
    @Transactional
    public void finish(long stageId) {
        Stage stage = stages.findById(stageId).orElseThrow();
        if (stage.status() != Stage.Status.DONE) {
            stage.finish();
            stages.save(stage);
            journal.record(stage, "stage-done", Map.of());
            holds.ended(stages.issueOf(stageId));
        }
    }

    /** The questions and audit events of stages. */
    @Component
    public static class StageJournal {

        private final Stages stages;
        private final Issues issues;
        private final Asks asks;
        private final Audit audit;
        private final Outbox outbox;
        private final IssueThread thread;
        private final Schedules schedules;

        StageJournal(
                Stages stages,
                Issues issues,
                Asks asks,
                Audit audit,
                Outbox outbox,
                IssueThread thread,
                Schedules schedules) {
            this.stages = stages;
            this.issues = issues;
            this.asks = asks;
            this.audit = audit;
            this.outbox = outbox;
            this.thread = thread;
            this.schedules = schedules;
        }

        public Issue lockIssueOf(long stage) {
            return issues.lock(stages.issueOf(stage)).orElseThrow();
        }

        /** Ask with the digest that a decision will bind. */
        public Ask ask(Ask.Kind kind, Stage stage, int step) {
            return asks.open(kind, Asks.Subject.stage(stage.id()), step, stages.digestOf(stage.id()));
        }

        /** Hold a stage by the question whether to go on all the same. */
        Ask hold(Stage stage, StageHolds.Held held) {
            return asks.open(
                    Ask.Kind.PROMOTE,
                    Asks.Subject.stage(stage.id()),
                    held.hold().step(),
                    stages.digestOf(stage.id()),
                    held.problem());
        }

        /** Hold a question that a person answers outside its form, and refuse one that somebody else was first to answer. */
        public void hold(Ask ask) {
            if (asks.lock(ask.id()).orElseThrow().status() != Ask.Status.OPEN) {
                throw new RejectedException(
                        RejectedException.Reason.CONFLICT,
                        "already-decided",
                        "Somebody else decided this a moment ago.",
                        "Look at the issue's present state and decide again.");
            }
        }

        /** Close a question that was answered outside its form, and wake the process that waits for it. */
        public void answered(Ask ask, Account account, String message) {
            asks.answered(ask.id(), account.id());
            outbox.add(message, ask.id().toString(), Map.of());
        }

        void passedBy(long stage, UUID question) {
            asks.lock(question)
                    .filter(ask -> ask.status() == Ask.Status.OPEN && Objects.equals(ask.stage(), stage))
                    .ifPresent(ask -> {
                        var why = new RejectedException(
                                RejectedException.Reason.FORBIDDEN,
                                "answer-not-taken",
                                "The process went on without an answer that Slipway has taken.",
                                "Answer in Tasklist. If that was done, the model is wrong: its user tasks need the end"
                                        + " listener that the bundled one has; 'slipway models diff' shows what differs.");
                        asks.refused(ask.id(), null, why.sentence());
                        var command = "answer-" + ask.kind().name().toLowerCase(Locale.ROOT);
                        audit.refused(new Audit.Refusal(
                                Answers.UNKNOWN, stages.issueOf(stage), command, "stage " + stage, why));
                    });
        }

        /** The process has come by and reads what is true now: wake-ups about promotions and starts have had their effect. */
        void settle(long stage) {
            asks.ended(Ask.Kind.PROMOTE, Asks.Subject.stage(stage))
                    .forEach(id -> outbox.done(CHANGE_PROMOTED, id.toString()));
            schedules.everOfStage(stage).forEach(id -> outbox.done(WaveFlow.SCHEDULE_CHANGED, id.toString()));
        }

        /** Record an approval that was given at an earlier stage and counts now; the process has nobody to wait for. */
        void countedEarly(Stage stage, Account account, Ask ask, EarlyApproval given) {
            asks.answered(ask.id(), account.id());
            record(
                    stage,
                    account,
                    "stage-approved",
                    Map.of(
                            "decision", "APPROVE",
                            "reason", given.comment(),
                            "notBefore", String.valueOf(given.notBefore()),
                            "digest", given.digest(),
                            "givenAt", given.decidedAt().toString()));
        }

        /** Record that a person lets a stage go on or sends the change back; what they say is part of the issue's thread. */
        void decided(Stage stage, Account account, String event, String said) {
            record(stage, account, event, Map.of("reason", said));
            thread.say(stages.issueOf(stage.id()), account.id(), said);
        }

        /** Record that Slipway put a wave's start off. */
        void moved(Stage stage, Waves.Wave wave, Instant before, Instant after) {
            record(
                    stage,
                    "start-moved",
                    Map.of("wave", wave.position(), "before", before.toString(), "after", after.toString()));
        }

        /** Record what a person did to a stage. */
        public void record(Stage stage, Account account, String event, Map<String, ?> facts) {
            record(stage, account.name(), event, facts);
        }

        public void record(Stage stage, String event, Map<String, ?> facts) {
            record(stage, Audit.SLIPWAY, event, facts);
        }

        /** Where the stage's status changed and nothing else is told, that is what was before and after. */
        private void record(Stage stage, String actor, String event, Map<String, ?> facts) {
            var all = new HashMap<String, Object>(facts);
            if (stage.before() != stage.status()) {
                all.putIfAbsent("before", stage.before());
                all.putIfAbsent("after", stage.status());
            }
            audit.record(new Audit.Event(event, actor, stages.issueOf(stage.id()), "stage " + stage.id(), all));
        }

        void refused(long stage, String actor, String command, RejectedException why) {
            audit.refused(new Audit.Refusal(actor, stages.issueOf(stage), command, "stage " + stage, why));
        }
    }
}
