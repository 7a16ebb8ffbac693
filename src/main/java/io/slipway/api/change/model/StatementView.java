package io.slipway.api.change.model;

import io.slipway.rollout.task.TaskRuns;
import org.jspecify.annotations.Nullable;

/**
 * A statement that an attempt ran, by its place in its file: its text is the release's.
 *
 * @param longestQueueMs how long another session waited behind it at most, as far as was seen
 */
public record StatementView(
        long epoch,
        String path,
        int position,
        int line,
        int textStart,
        int textEnd,
        long durationMs,
        @Nullable Long rowCount,
        long longestQueueMs,
        @Nullable String error) {

    public static StatementView of(TaskRuns.TaskRun run, TaskRuns.LoggedStatement statement) {
        return new StatementView(
                run.epoch(),
                statement.path(),
                statement.position(),
                statement.line(),
                statement.textStart(),
                statement.textEnd(),
                statement.durationMs(),
                statement.rowCount(),
                statement.longestQueueMs(),
                statement.error());
    }
}
