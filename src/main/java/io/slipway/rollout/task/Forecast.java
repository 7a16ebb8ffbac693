package io.slipway.rollout.task;

import io.slipway.calendar.MaintenanceWindow;
import io.slipway.rollout.Schedules;
import io.slipway.rollout.Stage;
import io.slipway.rollout.StageStart;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long a stage takes at least, told by the earlier stages of its rollout, where the same files ran; without them it says nothing. */
@Component
public class Forecast {

    /** A wave runs in no more batches at once. */
    private static final int BATCHES = 100;

    private final JdbcClient jdbc;
    private final Tasks tasks;
    private final Schedules schedules;
    private final StageStart start;

    Forecast(JdbcClient jdbc, Tasks tasks, Schedules schedules, StageStart start) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.schedules = schedules;
        this.start = start;
    }

    /** Return a warning if a stage that is still to run takes longer than its window is open from its start on. */
    public Optional<String> warning(Stage stage) {
        if (stage.status() == Stage.Status.DONE || stage.status() == Stage.Status.REJECTED) {
            return Optional.empty();
        }
        Instant wanted = schedules.ofStage(stage.id()).stream()
                .map(Schedules.Schedule::startsAt)
                .min(Comparator.naturalOrder())
                .orElse(start.now());
        return start.opening(stage, wanted)
                .flatMap(opening -> length(stage).flatMap(length -> warning(length, opening, wanted)));
    }

    private static Optional<String> warning(Duration length, MaintenanceWindow.Opening opening, Instant wanted) {
        Instant from = opening.start().isAfter(wanted) ? opening.start() : wanted;
        Duration open = Duration.between(from, opening.end());
        return length.compareTo(open) <= 0
                ? Optional.empty()
                : Optional.of(
                        "WARNING: By what earlier stages took, this one takes %s at least, but from '%s' on its window is open for %s."
                                .formatted(words(length), from, words(open)));
    }

    private static String words(Duration duration) {
        return "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
    }

    /** Return the time of the target that took longest, as often as targets are migrated one after the other. */
    Optional<Duration> length(Stage stage) {
        long left = tasks.ofStage(stage.id()).stream()
                .filter(task -> switch (task.status()) {
                    case NOT_STARTED, PENDING, FAILED, CANCELED -> true;
                    case RUNNING, DONE, UNKNOWN, SKIPPED -> false;
                })
                .count();
        long wave = stage.waveSize() == 0 ? Math.max(1, left) : stage.waveSize();
        long rounds = left / wave * Math.ceilDiv(wave, BATCHES) + Math.ceilDiv(left % wave, BATCHES);
        return longest(stage).map(longest -> longest.multipliedBy(rounds));
    }

    private Optional<Duration> longest(Stage stage) {
        return jdbc.sql("""
                        SELECT extract(epoch FROM sum(r.ended_at - r.started_at))
                        FROM stage s
                        JOIN task t ON t.stage = s.id
                        JOIN task_run r ON r.task = t.id
                        WHERE s.rollout = :rollout AND s.position < :position AND t.status = 'DONE' AND r.ended_at IS NOT NULL
                        GROUP BY t.id
                        ORDER BY 1 DESC
                        LIMIT 1
                        """)
                .param("rollout", stage.rollout())
                .param("position", stage.position())
                .query(Double.class)
                .optional()
                .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)));
    }
}
