package io.slipway.api.change.model;

import io.slipway.rollout.task.TaskList;
import io.slipway.rollout.task.TaskRuns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One target's part of a stage.
 *
 * @param stopping whether it was asked to stop
 * @param code what kind of failure the last attempt ended in, or absent
 * @param sentence what happened and what to do, or absent
 * @param waitsFor the issue whose task runs on the target now, where that keeps this one from starting, or absent
 * @param runs its attempts, oldest first; left out of lists
 */
public record TaskView(
        String name,
        String target,
        String status,
        boolean stopping,
        @Nullable Integer wave,
        @Nullable String code,
        @Nullable String sentence,
        @Nullable String reason,
        @Nullable String waitsFor,
        @Nullable List<Run> runs,
        List<String> actions) {

    /** An attempt of a task. */
    public record Run(
            long epoch,
            String status,
            @Nullable String code,
            @Nullable String sentence,
            @Nullable String progress) {

        static Run of(TaskRuns.TaskRun run) {
            return new Run(
                    run.epoch(), run.status(), present(run.code()), present(run.sentence()), present(run.progress()));
        }
    }

    public static TaskView of(
            String stage, TaskList.Row task, @Nullable List<TaskRuns.TaskRun> runs, List<String> actions) {
        return new TaskView(
                "%s/tasks/%d".formatted(stage, task.id()),
                task.target(),
                task.status().name(),
                task.stopping(),
                task.wavePosition(),
                present(task.code()),
                present(task.sentence()),
                present(task.reason()),
                task.waitsFor(),
                runs == null ? null : runs.stream().map(Run::of).toList(),
                actions);
    }

    private static @Nullable String present(String text) {
        return text.isEmpty() ? null : text;
    }
}
