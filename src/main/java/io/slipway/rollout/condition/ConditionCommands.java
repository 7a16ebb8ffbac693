package io.slipway.rollout.condition;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.project.Project;
import io.slipway.review.Audit;
import io.slipway.review.Directory;
import io.slipway.review.Issue;
import io.slipway.review.Separation;
import io.slipway.rollout.Stage;
import io.slipway.rollout.StageFlow;
import io.slipway.rollout.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What releasers make a start wait for, and who opens a gate. */
@Component
public class ConditionCommands {

    private static final int MOST = 20;
    private static final Pattern GATE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern ISSUE = Pattern.compile("(?:projects/([^/]+)/issues/)?#?(\\d{1,9})");

    /**
     * What a start is to wait for.
     *
     * @param issues resource names of issues, or numbers of the project's own
     * @param gates names of gates
     */
    public record Named(List<String> issues, List<String> gates) {

        public static final Named NOTHING = new Named(List.of(), List.of());

        public Named {
            issues = List.copyOf(issues);
            gates = List.copyOf(gates);
        }

        public boolean isEmpty() {
            return issues.isEmpty() && gates.isEmpty();
        }
    }

    private final StartConditions conditions;
    private final Stages stages;
    private final Directory directory;
    private final Separation separation;
    private final Audit audit;
    private final StageFlow.StageJournal journal;

    ConditionCommands(
            StartConditions conditions,
            Stages stages,
            Directory directory,
            Separation separation,
            Audit audit,
            StageFlow.StageJournal journal) {
        this.conditions = conditions;
        this.stages = stages;
        this.directory = directory;
        this.separation = separation;
        this.audit = audit;
        this.journal = journal;
    }

    /**
     * Let a stage's waves start only when other issues are done and gates are open. What is named already stays as it is.
     *
     * @throws RejectedException if the account is no releaser, an issue is unknown, cancelled or waits for this one, or the stage is over
     */
    @Transactional
    public void dependOn(Account account, long stageId, Named named) {
        Issue issue = journal.lockIssueOf(stageId);
        separation.requireReleaser(account, issue);
        requireSomething(named);
        add(account, current(stageId), issue, named);
    }

    /** Name conditions as part of a release; the caller has checked that the account may release. */
    public void add(Account account, Stage stage, Issue issue, Named named) {
        conditions.lock();
        var added = new ArrayList<String>();
        for (String name : named.issues()) {
            Issue awaited = awaited(account, issue, name);
            if (conditions.add(stage, awaited.id(), null, account.id())) {
                added.add(directory.nameOf(awaited));
            }
        }
        for (String gate : named.gates()) {
            requireGateName(gate);
            if (conditions.add(stage, null, gate, account.id())) {
                added.add("gate " + gate);
            }
        }
        if (conditions.of(stage).size() > MOST) {
            throw StartConditions.conflict(
                    "too-many-conditions",
                    "The start would wait for more than %d issues and gates.".formatted(MOST),
                    "Drop some, or let one issue or gate stand for several.");
        }
        if (!added.isEmpty()) {
            journal.record(stage, account, "condition-named", Map.of("conditions", added));
        }
    }

    private Issue awaited(Account account, Issue issue, String name) {
        Issue awaited = find(account, issue, name);
        if (awaited.status() == Issue.Status.CANCELED) {
            throw StartConditions.conflict(
                    "dependency-canceled",
                    "'%s' was cancelled and will not be done.".formatted(directory.nameOf(awaited)),
                    "Name an issue that is open or done.");
        }
        if (conditions.awaits(awaited.id(), issue.id())) {
            throw StartConditions.conflict(
                    "dependency-cycle",
                    "'%s' is or waits for this issue itself.".formatted(directory.nameOf(awaited)),
                    "Name another issue, or drop a dependency of that one first.");
        }
        return awaited;
    }

    private Issue find(Account account, Issue issue, String name) {
        var parts = ISSUE.matcher(name);
        if (!parts.matches()) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "dependency-invalid",
                    "'%s' does not name an issue.".formatted(Directory.shown(name)),
                    "Name it as in 'projects/shop/issues/12', or by its number in this project.");
        }
        Project project =
                parts.group(1) == null ? directory.projectOf(issue) : directory.project(account, parts.group(1));
        return directory.issue(project, Integer.parseInt(parts.group(2)));
    }

    /**
     * Let a stage's start not wait any longer for what is named.
     *
     * @throws RejectedException if the account is no releaser, gives no reason, or names what the start does not wait for
     */
    @Transactional
    public void drop(Account account, long stageId, Named named, String reason) {
        Issue issue = journal.lockIssueOf(stageId);
        separation.requireReleaser(account, issue);
        requireSomething(named);
        requireReason(reason);
        Stage stage = stages.findById(stageId).orElseThrow();
        List<StartCondition> standing = conditions.of(stage);
        for (String name : named.issues()) {
            String full = directory.nameOf(find(account, issue, name));
            drop(account, stage, standing, full, reason);
        }
        for (String gate : named.gates()) {
            drop(account, stage, standing, gate, reason);
        }
    }

    private void drop(Account account, Stage stage, List<StartCondition> standing, String name, String reason) {
        Map<String, String> facts = Map.of("condition", name, "reason", reason);
        var found = standing.stream().filter(it -> it.name().equals(name)).findFirst();
        if (found.isPresent()) {
            conditions.remove(found.get().id());
            journal.record(stage, account, "condition-dropped", facts);
        } else if (!audit.isRecorded("condition-dropped", "stage " + stage.id(), facts)) {
            throw unknown(name);
        }
    }

    /**
     * Open a gate. Opened again by the same account with the same reason, it is opened once.
     *
     * @throws RejectedException if the account may not, gives no reason, somebody else opened it, or there is no such gate
     */
    @Transactional
    public void open(Account account, long stageId, String gate, String reason) {
        Issue issue = journal.lockIssueOf(stageId);
        separation.requireGatekeeper(account, issue);
        requireReason(reason);
        Stage stage = stages.findById(stageId).orElseThrow();
        StartCondition found = conditions.of(stage).stream()
                .filter(it -> gate.equals(it.gate()))
                .findFirst()
                .orElseThrow(() -> unknown(gate));
        if (account.name().equals(found.openedBy()) && reason.equals(found.openedReason())) {
            return;
        }
        if (found.openedBy() != null) {
            throw StartConditions.conflict(
                    "gate-open",
                    "The gate '%s' was opened by '%s' already.".formatted(gate, found.openedBy()),
                    "Nothing to do: the start does not wait for it any more.");
        }
        conditions.open(found.id(), account.id(), reason);
        journal.record(stage, account, "gate-opened", Map.of("gate", gate, "reason", reason));
    }

    private Stage current(long stageId) {
        Stage stage = stages.findById(stageId).orElseThrow();
        boolean over = stage.status() == Stage.Status.DONE || stage.status() == Stage.Status.REJECTED;
        if (over || !stages.isCurrent(stageId)) {
            throw StartConditions.conflict(
                    "stage-over",
                    "The stage is done or rejected, or the change was edited, withdrawn or closed.",
                    "Look at the issue's present state: only what is still to start can wait for something.");
        }
        return stage;
    }

    private static RejectedException unknown(String name) {
        return new RejectedException(
                RejectedException.Reason.NOT_FOUND,
                "unknown-condition",
                "The start does not wait for '%s'.".formatted(Directory.shown(name)),
                "The stage's 'conditions' list what it waits for.");
    }

    private static void requireSomething(Named named) {
        if (named.isEmpty()) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "condition-missing",
                    "Neither an issue nor a gate is named.",
                    "Name the issues that must be done first, or the gates that must be open.");
        }
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw RejectedException.reasonMissing();
        }
    }

    private static void requireGateName(String gate) {
        if (!GATE.matcher(gate).matches()) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "gate-name-invalid",
                    "'%s' is no name of a gate.".formatted(Directory.shown(gate)),
                    "Use up to 64 letters, digits, dots, hyphens and underscores, such as 'cab-1234'.");
        }
    }
}
