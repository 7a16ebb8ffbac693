package io.slipway.rollout.task;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.review.Separation;
import io.slipway.rollout.StageFlow;
import io.slipway.rollout.StageState;
import io.slipway.rollout.Stages;
import io.slipway.rollout.WaveFlow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What releasers ask of failed and unknown tasks from outside the process's forms: by the API and the client. */
@Component
public class TaskCommands {

    /** What a person found on a target whose outcome could not be told. */
    public enum Finding {
        APPLIED,
        NOT_APPLIED
    }

    private final Stages stages;
    private final Tasks tasks;
    private final StageState.Reader states;
    private final StageFlow.StageJournal journal;
    private final Separation separation;
    private final DoubtfulFiles doubtful;

    TaskCommands(
            Stages stages,
            Tasks tasks,
            StageState.Reader states,
            StageFlow.StageJournal journal,
            Separation separation,
            DoubtfulFiles doubtful) {
        this.stages = stages;
        this.tasks = tasks;
        this.states = states;
        this.journal = journal;
        this.separation = separation;
        this.doubtful = doubtful;
    }

    /**
     * Try failed tasks again.
     *
     * @param only the one task, or null for all that failed in the stage
     * @throws RejectedException if none may be tried again now, or the account may not
     */
    @Transactional
    public int retry(Account account, long stageId, @Nullable Long only) {
        StageState state = hold(account, stageId);
        List<Task> chosen = chosen(state, only, (it, task) -> it.mayRetry(task.status(), task.wave()));
        require(!chosen.isEmpty(), "nothing-to-retry", "No failed task waits for being tried again", state, only);
        var byWave = new HashMap<Long, List<Long>>();
        chosen.forEach(
                task -> byWave.computeIfAbsent(java.util.Objects.requireNonNull(task.wave()), wave -> new ArrayList<>())
                        .add(task.id()));
        byWave.forEach((wave, ids) -> tasks.schedule(ids, wave));
        told(state, account, chosen, "tasks-retried", Map.of("after", Task.Status.PENDING));
        return chosen.size();
    }

    /**
     * Leave tasks out; no revision is written, so that the next release offers the files again.
     *
     * @param only the one task, or null for all that failed or are unknown in the stage
     * @throws RejectedException if none may be left out now, no reason is given, or the account may not
     */
    @Transactional
    public int skip(Account account, long stageId, @Nullable Long only, String reason) {
        requireReason(reason);
        StageState state = hold(account, stageId);
        List<Task> chosen = chosen(
                state,
                only,
                (it, task) -> it.maySkip(task.status(), task.wave())
                        && (only != null
                                || task.status() == Task.Status.FAILED
                                || task.status() == Task.Status.UNKNOWN));
        require(!chosen.isEmpty(), "nothing-to-skip", "No task can be left out", state, only);
        tasks.skip(chosen.stream().map(Task::id).toList(), reason);
        told(state, account, chosen, "tasks-skipped", Map.of("reason", reason, "after", Task.Status.SKIPPED));
        return chosen.size();
    }

    /**
     * Say what is true of an unknown task. What was applied is recorded in the target as marked by a person; files behind it that have not
     * run leave the task FAILED, to be tried again.
     *
     * @throws RejectedException if the task is not unknown, no reason is given, or the account may not
     */
    @Transactional
    public Task.Status resolve(Account account, long stageId, long taskId, Finding finding, String reason) {
        requireReason(reason);
        StageState state = hold(account, stageId);
        List<Task> chosen = chosen(state, taskId, (it, task) -> it.mayResolve(task.status(), task.wave()));
        require(!chosen.isEmpty(), "not-unknown", "The task is not one whose outcome is unknown", state, taskId);
        Task task = chosen.getFirst();
        var as = finding == Finding.APPLIED && doubtful.markNext(task, account) == 0
                ? Task.Status.DONE
                : Task.Status.FAILED;
        tasks.resolve(taskId, as, reason);
        if (as == Task.Status.DONE) {
            told(state, account, chosen, "task-resolved", Map.of("finding", finding, "reason", reason, "after", as));
        } else {
            journal.record(
                    state.stage(),
                    account,
                    "task-resolved",
                    Map.of("task", taskId, "finding", finding, "reason", reason, "before", task.status(), "after", as));
        }
        return as;
    }

    /** Hold the issue and its questions about failures, as their forms' answers do, so that one of the two is first. */
    private StageState hold(Account account, long stageId) {
        separation.requireReleaser(account, journal.lockIssueOf(stageId));
        StageState state = states.of(stages.findById(stageId).orElseThrow());
        state.failures().values().forEach(journal::hold);
        return state;
    }

    private List<Task> chosen(StageState state, @Nullable Long only, BiPredicate<StageState, Task> allowed) {
        return tasks.ofStage(state.stage().id()).stream()
                .filter(task -> only == null || task.id() == only)
                .filter(task -> allowed.test(state, task))
                .toList();
    }

    /** Close the questions about the waves whose tasks were decided on, and wake their processes. */
    private void told(StageState state, Account account, List<Task> decided, String event, Map<String, ?> facts) {
        decided.stream()
                .map(Task::wave)
                .distinct()
                .flatMap(wave -> java.util.stream.Stream.ofNullable(
                        wave == null ? null : state.failures().get(wave)))
                .forEach(ask -> journal.answered(ask, account, WaveFlow.FAILURES_RESOLVED));
        var all = new HashMap<String, Object>(facts);
        all.put("tasks", decided.stream().map(Task::id).limit(100).toList());
        all.put("count", decided.size());
        all.put("before", decided.stream().map(Task::status).distinct().toList());
        journal.record(state.stage(), account, event, all);
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw RejectedException.reasonMissing();
        }
    }

    private void require(boolean holds, String code, String message, StageState state, @Nullable Long only) {
        if (!holds) {
            String now = only == null
                    ? ""
                    : tasks.byId(only).map(task -> "; it is " + task.status()).orElse("");
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    code,
                    message + now + ".",
                    state.current()
                            ? "Look at the stage's present state; what is scheduled must be cancelled first, and what was cancelled is "
                                    + "started by releasing the stage."
                            : "The change was edited, withdrawn or closed: decide on the issue as it is now.");
        }
    }
}
