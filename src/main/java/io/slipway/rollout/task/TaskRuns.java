package io.slipway.rollout.task;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The attempts of all tasks and the log of their statements. At most one attempt of a task is open. */
@Component
public class TaskRuns {

    private final JdbcClient jdbc;
    private final Clock clock;

    TaskRuns(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** An attempt, as a person may see it. */
    public record TaskRun(
            long id,
            long task,
            long epoch,
            String status,
            String code,
            String sentence,
            String progress,
            Instant startedAt,
            @Nullable Instant endedAt) {}

    /**
     * One statement that an attempt ran.
     *
     * @param textStart first character of the statement in its file, from 0
     * @param textEnd first character after it
     * @param rowCount rows it touched, or null where PostgreSQL does not say
     * @param longestQueueMs how long another session waited behind it at most, as far as was seen
     * @param error PostgreSQL's message, or null
     */
    public record LoggedStatement(
            String path,
            int position,
            int line,
            int textStart,
            int textEnd,
            long durationMs,
            @Nullable Long rowCount,
            long longestQueueMs,
            @Nullable String error) {}

    long start(long task, long epoch) {
        return jdbc.sql("""
                        INSERT INTO task_run (task, epoch, status, started_at, beat_at)
                        VALUES (:task, :epoch, 'RUNNING', :now, :now)
                        RETURNING id
                        """)
                .param("task", task)
                .param("epoch", epoch)
                .param("now", now())
                .query(Long.class)
                .single();
    }

    /** Say that an attempt is alive. */
    void beat(long run, String progress) {
        jdbc.sql("UPDATE task_run SET beat_at = :now, progress = :progress WHERE id = :run AND status = 'RUNNING'")
                .param("now", now())
                .param("progress", progress)
                .param("run", run)
                .update();
    }

    /** Mark a task's open attempt as lost if it has been silent for so long; tells whether one was. */
    boolean loseSilent(long task, Duration silence) {
        return jdbc.sql("""
                        UPDATE task_run
                        SET status = 'LOST', ended_at = :now
                        WHERE task = :task AND status = 'RUNNING' AND beat_at < :before
                        """)
                        .param("task", task)
                        .param("now", now())
                        .param("before", now().minus(silence))
                        .update()
                == 1;
    }

    void end(long run, Task.Status as, String code, String sentence) {
        jdbc.sql("""
                UPDATE task_run
                SET status = :status, ended_at = :now, code = :code, sentence = :sentence
                WHERE id = :run AND status = 'RUNNING'
                """)
                .param("status", as.name())
                .param("now", now())
                .param("code", code)
                .param("sentence", sentence)
                .param("run", run)
                .update();
    }

    void log(long run, LoggedStatement statement) {
        jdbc.sql("""
                INSERT INTO statement_log (task_run, path, position, line, text_start, text_end, started_at, duration_ms, row_count,
                                           longest_queue_ms, error)
                VALUES (:run, :path, :position, :line, :textStart, :textEnd, :startedAt, :durationMs, :rowCount, :longestQueueMs, :error)
                """)
                .param("run", run)
                .param("startedAt", now().minus(Duration.ofMillis(statement.durationMs())))
                .param("path", statement.path())
                .param("position", statement.position())
                .param("line", statement.line())
                .param("textStart", statement.textStart())
                .param("textEnd", statement.textEnd())
                .param("durationMs", statement.durationMs())
                .param("rowCount", statement.rowCount())
                .param("longestQueueMs", statement.longestQueueMs())
                .param("error", statement.error())
                .update();
    }

    public List<TaskRun> of(long task) {
        return jdbc.sql("""
                        SELECT id, task, epoch, status, code, sentence, progress, started_at, ended_at
                        FROM task_run
                        WHERE task = :task
                        ORDER BY id
                        """)
                .param("task", task)
                .query((row, number) -> {
                    var endedAt = row.getObject("ended_at", OffsetDateTime.class);
                    return new TaskRun(
                            row.getLong("id"),
                            row.getLong("task"),
                            row.getLong("epoch"),
                            row.getString("status"),
                            row.getString("code"),
                            row.getString("sentence"),
                            row.getString("progress"),
                            row.getObject("started_at", OffsetDateTime.class).toInstant(),
                            endedAt == null ? null : endedAt.toInstant());
                })
                .list();
    }

    public List<LoggedStatement> statements(long run) {
        return jdbc.sql("""
                        SELECT path, position, line, text_start, text_end, duration_ms, row_count, longest_queue_ms, error
                        FROM statement_log
                        WHERE task_run = :run
                        ORDER BY id
                        """).param("run", run).query(LoggedStatement.class).list();
    }

    Optional<TaskRun> open(long task) {
        return of(task).stream().filter(run -> run.status().equals("RUNNING")).findFirst();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
