package io.slipway.change;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.review.Audit;
import io.slipway.review.Comment;
import io.slipway.review.Directory;
import io.slipway.review.Issue;
import io.slipway.review.IssueThread;
import io.slipway.review.Issues;
import io.slipway.review.Outbox;
import io.slipway.review.Separation;
import io.slipway.rollout.Bindings;
import io.slipway.rollout.Schedules;
import io.slipway.rollout.Stage;
import io.slipway.rollout.Stages;
import io.slipway.rollout.task.Task;
import io.slipway.rollout.task.Tasks;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people ask of an issue from outside its process: by the API and the client. */
@Component
public class IssueCommands {

    private final ChangeDesk desk;
    private final Issues issues;
    private final Stages stages;
    private final Tasks tasks;
    private final Schedules schedules;
    private final Separation separation;
    private final Told told;

    IssueCommands(
            ChangeDesk desk,
            Issues issues,
            Stages stages,
            Tasks tasks,
            Schedules schedules,
            Separation separation,
            Told told) {
        this.desk = desk;
        this.issues = issues;
        this.stages = stages;
        this.tasks = tasks;
        this.schedules = schedules;
        this.separation = separation;
        this.told = told;
    }

    /** Open an issue and start its process, unless one is open that rolls the same release out to the same targets. */
    @Transactional
    public ChangeDesk.Opened open(Account account, ChangeForm form) {
        ChangeDesk.Opened opened = desk.open(account, form);
        if (!opened.already()) {
            told.opened(opened.issue());
        }
        return opened;
    }

    /**
     * Replace the SQL of an issue; its approvals are void, and it is checked again.
     *
     * @throws RejectedException while a task is scheduled or runs: cancel first
     */
    @Transactional
    public Issue edit(Account account, long issueId, String sql) {
        return edit(account, issueId, ChangeEdit.sql(sql));
    }

    /**
     * Replace what an issue rolls out, for the targets that it has; its approvals are void, and it is checked again. Given the release
     * that the last edit gave it, the answer is the same.
     *
     * @throws RejectedException while a task is scheduled or runs: cancel first
     */
    @Transactional
    public Issue edit(Account account, long issueId, ChangeEdit edit) {
        ChangeForm.requireSmall("", Stream.of(edit.sql()));
        Issue issue = issues.lock(issueId).orElseThrow();
        separation.requireEditor(account, issue);
        if (isRepeated(issue, edit)) {
            return issue;
        }
        Issue edited = desk.edit(account, editable(account, issueId, edit), edit, Issue.Request.EDIT);
        told.changed(edited);
        return edited;
    }

    /** Tell whether an issue has got this very release by its last edit, and nobody has sent it back since. */
    private boolean isRepeated(Issue issue, ChangeEdit edit) {
        return issue.status() == Issue.Status.OPEN
                && issue.request() != Issue.Request.WITHDRAW
                && issue.edits() > 0
                && !edit.release().isBlank()
                && desk.rollsOut(issue, Directory.plain(edit.release()))
                && stages.ofIssue(issue.id()).stream().noneMatch(stage -> stage.status() == Stage.Status.REJECTED);
    }

    /** Lock an open issue of which nothing is scheduled or runs. */
    Issue unlocked(long issueId) {
        Issue issue = issues.lock(issueId).orElseThrow();
        requireOpen(issue);
        requireUnlocked(issue);
        return issue;
    }

    /**
     * Have an issue's plan checked again, as its targets are now; its approvals are kept. Asked again before that, it is checked once.
     *
     * @throws RejectedException if the account is no member of the project, or a task is scheduled or runs: cancel first
     */
    @Transactional
    public Issue check(Account account, long issueId) {
        Issue issue = issues.lock(issueId).orElseThrow();
        separation.requireMember(account, issue);
        if (issue.request() == Issue.Request.EDIT) {
            return issue;
        }
        told.checkWanted(unlocked(issueId), account);
        return lookAgain(issue);
    }

    /** Have the process look at an issue again, its approvals kept. */
    Issue lookAgain(Issue issue) {
        Issue asked = issues.save(issue.asked(Issue.Request.EDIT));
        told.changed(asked);
        return asked;
    }

    /** Lock an issue that the account may edit now, from whichever side it comes. */
    Issue editable(Account account, long issueId, ChangeEdit edit) {
        Issue issue = issues.lock(issueId).orElseThrow();
        separation.requireEditor(account, issue);
        requireOpen(issue);
        if (desk.isOneOff(issue)) {
            edit.requireForOneOff(issue.number());
        } else {
            edit.requireForRelease(issue.number());
        }
        requireUnlocked(issue);
        return issue;
    }

    /**
     * Give an issue up. While tasks run they are asked to stop, and the issue ends when none is left.
     *
     * @param unlessBusy refuse to while a task is scheduled or runs, in the place of stopping it
     * @throws RejectedException while a task is scheduled: cancel the schedule first
     */
    @Transactional
    public Issue withdraw(Account account, long issueId, boolean unlessBusy) {
        if (unlessBusy) {
            requireUnlocked(issues.lock(issueId).orElseThrow());
        }
        return withdraw(account, issueId);
    }

    /** Give an issue up likewise, whether or not tasks run. */
    @Transactional
    public Issue withdraw(Account account, long issueId) {
        Issue asked = giveUp(account, issueId);
        if (tasks.running(issueId) == 0) {
            told.changed(asked);
        }
        return asked;
    }

    /** Give an issue up without a word to its process, which has asked or is told by the end of the last task that runs. */
    Issue giveUp(Account account, long issueId) {
        Issue issue = issues.lock(issueId).orElseThrow();
        separation.requireEditor(account, issue);
        requireOpen(issue);
        requireNoSchedule(issue);
        Issue asked = issues.save(issue.asked(Issue.Request.WITHDRAW));
        told.withdrawn(asked, account, tasks.stop(issueId));
        return asked;
    }

    /** Say something of an issue. */
    @Transactional
    public Comment comment(Account account, Issue issue, String text) {
        if (text.isBlank() || text.length() > ChangeForm.MAX_SUBMITTED) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "comment-invalid",
                    "The comment has %d characters, not between 1 and %d."
                            .formatted(text.length(), ChangeForm.MAX_SUBMITTED),
                    "Say it in fewer words, or say something.");
        }
        return told.commented(issue, account, text);
    }

    private void requireOpen(Issue issue) {
        if (issue.request() == Issue.Request.WITHDRAW) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "issue-withdrawn",
                    "Issue %d is being withdrawn.".formatted(issue.number()),
                    "Open a new issue.");
        }
        if (issue.status() != Issue.Status.OPEN) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "issue-closed",
                    "Issue %d is %s.".formatted(issue.number(), issue.status()),
                    "Open a new issue.");
        }
    }

    private void requireNoSchedule(Issue issue) {
        schedules.firstOfIssue(issue.id()).ifPresent(schedule -> {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "rollout-locked",
                    "Issue %d is scheduled for '%s' and locked.".formatted(issue.number(), schedule.startsAt()),
                    "Cancel the schedule first; then edit, run or reschedule it.");
        });
    }

    /** Law 5: scheduled means locked. */
    private void requireUnlocked(Issue issue) {
        requireNoSchedule(issue);
        List<Task> busy = stages.ofIssue(issue.id()).stream()
                .flatMap(stage -> tasks.ofStage(stage.id()).stream())
                .filter(task -> task.status() == Task.Status.PENDING || task.status() == Task.Status.RUNNING)
                .toList();
        if (!busy.isEmpty()) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "rollout-running",
                    "%d tasks of issue %d have started and are locked.".formatted(busy.size(), issue.number()),
                    "Wait until they have ended, or cancel them first.");
        }
    }

    /** Tells the process and the audit what was asked. */
    @Component
    public static class Told {

        private final Outbox outbox;
        private final Audit audit;
        private final IssueThread thread;

        Told(Outbox outbox, Audit audit, IssueThread thread) {
            this.outbox = outbox;
            this.audit = audit;
            this.thread = thread;
        }

        Comment commented(Issue issue, Account account, String text) {
            return thread.add(issue.id(), account.id(), text);
        }

        void opened(Issue issue) {
            outbox.add(Bindings.ISSUE_OPENED, key(issue), Map.of("issueId", key(issue)));
        }

        void changed(Issue issue) {
            outbox.add(Issue.CHANGED, key(issue), Map.of());
        }

        void caughtUp(Issue source, Account account, Issue opened) {
            opened(opened);
            audit.record(new Audit.Event(
                    "catch-up-opened",
                    account.name(),
                    source.id(),
                    "issue " + source.number(),
                    Map.of("opened", opened.number())));
        }

        /** An issue was opened that takes back what another one brought. */
        public void undone(Issue source, Account account, Issue opened) {
            opened(opened);
            thread.say(source.id(), account.id(), "Issue %d takes this back.".formatted(opened.number()));
            audit.record(new Audit.Event(
                    "undo-opened",
                    account.name(),
                    source.id(),
                    "issue " + source.number(),
                    Map.of("opened", opened.number())));
        }

        /** What was decided on an issue is asked for again; so many starts stood. */
        public void askedAgain(Issue issue, Account account, int schedules) {
            changed(issue);
            thread.say(
                    issue.id(),
                    account.id(),
                    "Slipway's database was restored to an earlier time. Approvals, schedules and what was settled of diverged targets"
                            + " are asked for again.");
            audit.record(new Audit.Event(
                    "issue-asked-again",
                    account.name(),
                    issue.id(),
                    "issue " + issue.number(),
                    Map.of("schedules", schedules)));
        }

        void checkWanted(Issue issue, Account account) {
            audit.record(
                    new Audit.Event("check-wanted", account.name(), issue.id(), "issue " + issue.number(), Map.of()));
        }

        void withdrawn(Issue issue, Account account, int running) {
            audit.record(new Audit.Event(
                    "issue-withdrawn",
                    account.name(),
                    issue.id(),
                    "issue " + issue.number(),
                    Map.of("running", running, "before", Issue.Request.NONE, "after", issue.request())));
        }

        private static String key(Issue issue) {
            return String.valueOf(issue.id());
        }
    }
}
