package io.slipway.rollout.hotfix;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.review.Answers;
import io.slipway.review.Ask;
import io.slipway.review.Issue;
import io.slipway.review.Separation;
import io.slipway.rollout.Stage;
import io.slipway.rollout.StageFlow;
import io.slipway.rollout.Stages;
import io.slipway.rollout.task.Task;
import io.slipway.rollout.task.Tasks;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Leaves a stage out where the policy lets it: by a label, and on the word of somebody who has the role that the policy asks for, had no hand
 * in the change, and says why. Without that word the stage waits for a releaser like any other.
 */
@Component
public class LeaveOut {

    private final Answers answers;
    private final Accounts accounts;
    private final Stages stages;
    private final Tasks tasks;
    private final Separation separation;
    private final CatchUps catchUps;
    private final StageFlow.StageJournal journal;

    LeaveOut(
            Answers answers,
            Accounts accounts,
            Stages stages,
            Tasks tasks,
            Separation separation,
            CatchUps catchUps,
            StageFlow.StageJournal journal) {
        this.answers = answers;
        this.accounts = accounts;
        this.stages = stages;
        this.tasks = tasks;
        this.separation = separation;
        this.catchUps = catchUps;
        this.journal = journal;
    }

    /** Leave a stage out, as the answer to the question when it starts; later stages follow where the same row of the policy lets them. */
    public void answer(UUID askId, long stageId, Optional<Account> actor, String reason) {
        answers.take(askId, new Answers.Asked(Ask.Kind.RELEASE, stageId), actor, (ask, account) -> {
            Issue issue = journal.lockIssueOf(stageId);
            Stage stage = stages.findById(stageId).orElseThrow();
            requireAsShown(ask, stageId);
            String role = stage.skipRole();
            if (role == null) {
                throw new RejectedException(
                        RejectedException.Reason.FORBIDDEN,
                        "not-to-be-left-out",
                        "The policy does not let this stage be left out.",
                        "Release it, or send the change back; the policy leaves stages out by a label.");
            }
            separation.requireLeaver(account, issue, role);
            if (reason.isBlank()) {
                throw RejectedException.reasonMissing();
            }
            leaveOut(stage, account, reason);
            stages.save(stage);
        });
    }

    private void requireAsShown(Ask ask, long stageId) {
        if (!stages.isCurrent(stageId) || !ask.digest().equals(stages.digestOf(stageId))) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "not-what-was-shown",
                    "The change is not what the form showed.",
                    "Decide on the change as it is now.");
        }
    }

    /**
     * Leave a stage out on the word that an earlier stage of the rollout was left out on, if whoever gave it still may; else say on the stage
     * that a releaser has to decide. The caller saves the stage.
     */
    public void follow(Stage stage) {
        String role = stage.skipRole();
        if (role == null) {
            return;
        }
        Issue issue = journal.lockIssueOf(stage.id());
        var word = catchUps.wordOf(stage.rollout(), Objects.requireNonNull(stage.rolloutRow()));
        var account = word.flatMap(said -> accounts.findById(said.account()))
                .filter(said -> separation.mayLeaveOut(said, issue, role));
        if (account.isPresent()) {
            leaveOut(stage, account.get(), word.orElseThrow().reason());
        } else if (stage.problem().isEmpty()) {
            stage.offer(
                    "The policy's row '%s' lets a member with the role '%s' leave this stage out. Say so and why, or release it."
                            .formatted(stage.rolloutRow(), role));
        }
    }

    private void leaveOut(Stage stage, Account account, String reason) {
        List<Long> left = tasks.ofStage(stage.id()).stream()
                .filter(task -> task.status() != Task.Status.DONE && task.status() != Task.Status.SKIPPED)
                .map(Task::id)
                .toList();
        tasks.skip(left, reason);
        catchUps.owe(left, account.id(), reason);
        stage.leaveOut(account.id());
        journal.record(
                stage,
                account,
                "stage-left-out",
                Map.of(
                        "reason", reason,
                        "row", String.valueOf(stage.rolloutRow()),
                        "role", String.valueOf(stage.skipRole()),
                        "targets", left.size()));
    }
}
