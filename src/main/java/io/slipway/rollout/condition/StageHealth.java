package io.slipway.rollout.condition;

import io.slipway.failure.RejectedException;
import io.slipway.project.Environments;
import io.slipway.project.health.HealthChecks;
import io.slipway.rollout.Stage;
import io.slipway.rollout.Stages;
import io.slipway.rollout.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What must hold of the stage before: a change soaks there for as long as its environment says, and then its health checks agree. A stage
 * where nothing was run asks for neither.
 */
@Component
public class StageHealth {

    /** An answer older than this says nothing of now. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Stages stages;
    private final Tasks tasks;
    private final Environments environments;
    private final HealthChecks checks;
    private final JdbcClient jdbc;
    private final Clock clock;

    StageHealth(
            Stages stages, Tasks tasks, Environments environments, HealthChecks checks, JdbcClient jdbc, Clock clock) {
        this.stages = stages;
        this.tasks = tasks;
        this.environments = environments;
        this.checks = checks;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The stage before one in which something was run, and when the last of it ended. */
    public record Before(Stage stage, Instant ended) {}

    /** Return the stage before; empty if nothing has been run yet. */
    public Optional<Before> before(Stage stage) {
        return stages.earlierOf(stage.id()).stream()
                .flatMap(earlier -> tasks.lastEnd(earlier.id()).map(end -> new Before(earlier, end)).stream())
                .findFirst();
    }

    /** Return a wanted start, or the time up to which the change soaks in the stage before. */
    public Instant soaked(Stage stage, Instant wanted) {
        return before(stage)
                .map(before -> before.ended()
                        .plus(environments
                                .findById(before.stage().environment())
                                .orElseThrow()
                                .soak()))
                .filter(end -> end.isAfter(wanted))
                .orElse(wanted);
    }

    /** Record what the health checks of the stage before said. */
    void record(Stage stage, List<String> problems) {
        jdbc.sql("""
                        INSERT INTO stage_health (stage, checked_at, problems)
                        VALUES (:stage, :now, :problems)
                        ON CONFLICT (stage) DO UPDATE SET checked_at = EXCLUDED.checked_at, problems = EXCLUDED.problems
                        """)
                .param("stage", stage.id())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("problems", String.join(" ", problems))
                .update();
    }

    private record Answer(OffsetDateTime checkedAt, String problems) {}

    /**
     * Refuse a start while the stage before is not well, or nobody has asked.
     *
     * @throws RejectedException that says what is wrong there
     */
    public void requireHealthy(Stage stage) {
        var before = before(stage);
        if (before.isEmpty() || checks.of(before.get().stage().environment()).isEmpty()) {
            return;
        }
        var environment = environments
                .findById(before.get().stage().environment())
                .orElseThrow()
                .name();
        var answer = jdbc.sql("SELECT checked_at, problems FROM stage_health WHERE stage = :stage")
                .param("stage", stage.id())
                .query(Answer.class)
                .optional()
                .filter(it -> it.checkedAt().toInstant().plus(FRESH).isAfter(clock.instant()));
        if (answer.isEmpty()) {
            throw StartConditions.conflict(
                    "health-unknown",
                    "Nobody has asked whether '%s' is well.".formatted(environment),
                    "Release it again.");
        }
        if (!answer.get().problems().isEmpty()) {
            throw StartConditions.conflict(
                    "unhealthy",
                    "'%s' is not well: %s".formatted(environment, answer.get().problems()),
                    "Look after it, and release it again when it is well; or send the change back.");
        }
    }
}
