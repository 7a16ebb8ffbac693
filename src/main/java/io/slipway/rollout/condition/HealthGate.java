package io.slipway.rollout.condition;

import io.slipway.failure.SlipwayException;
import io.slipway.plan.PlanTargets;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.project.health.HealthCheck;
import io.slipway.project.health.HealthChecks;
import io.slipway.review.Directory;
import io.slipway.rollout.Stage;
import io.slipway.rollout.StageFlow.StageJournal;
import io.slipway.rollout.Stages;
import io.slipway.rollout.Waves;
import io.slipway.rollout.task.TargetLink;
import io.slipway.rollout.task.Task;
import io.slipway.rollout.task.Tasks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Asks, before a wave starts, whether the stage before is well: its targets by SQL, as their reader and in a read-only transaction, and
 * monitors by HTTP. What they say is recorded for the start to judge.
 *
 * <p>It costs a short connection per target of the stage before and SQL check, one after the other; the fifth problem is the last that is asked for.
 */
@Component
public class HealthGate {

    /** So many problems are told; then nobody else is asked, since each may take as long as its timeout. */
    private static final int MOST = 5;

    private static final int OK = 200;
    private static final int REDIRECT = 300;

    private final StageHealth health;
    private final HealthChecks checks;
    private final Stages stages;
    private final Waves waves;
    private final Asking asking;
    private final StageJournal journal;

    HealthGate(
            StageHealth health, HealthChecks checks, Stages stages, Waves waves, Asking asking, StageJournal journal) {
        this.health = health;
        this.checks = checks;
        this.stages = stages;
        this.waves = waves;
        this.asking = asking;
        this.journal = journal;
    }

    /** Ask about the stage before a wave that has not started, unless its environment asks for nothing. */
    public void beforeStart(long waveId) {
        var wave = waves.byId(waveId);
        if (wave.status() != Waves.Status.PENDING) {
            return;
        }
        Stage stage = stages.findById(wave.stage()).orElseThrow();
        var before = health.before(stage);
        var asked = before.map(it -> checks.of(it.stage().environment())).orElse(List.of());
        if (!asked.isEmpty()) {
            var problems = asking.problems(before.orElseThrow().stage(), asked);
            health.record(stage, problems);
            journal.record(
                    stage,
                    "health-checked",
                    Map.of("checks", asked.stream().map(HealthCheck::name).toList(), "problems", problems));
        }
    }

    /** Asks targets and monitors. */
    @Component
    static class Asking {

        private final HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        private final Tasks tasks;
        private final PlanTargets planTargets;
        private final Targets targets;
        private final TargetLink link;

        Asking(Tasks tasks, PlanTargets planTargets, Targets targets, TargetLink link) {
            this.tasks = tasks;
            this.planTargets = planTargets;
            this.targets = targets;
            this.link = link;
        }

        /** Return a sentence for each check that does not agree, and for each target that it does not agree of; the first of them. */
        List<String> problems(Stage stage, List<HealthCheck> asked) {
            List<TargetRef> done = tasks.ofStage(stage.id()).stream()
                    .filter(task -> task.status() == Task.Status.DONE)
                    .map(task -> planTargets.findById(task.planTarget()).orElseThrow())
                    .flatMap(target -> targets.byId(target.database(), target.schemaName()).stream())
                    .toList();
            return asked.stream()
                    .flatMap(check -> problems(check, done))
                    .limit(MOST)
                    .toList();
        }

        private Stream<String> problems(HealthCheck check, List<TargetRef> done) {
            return check.url() != null
                    ? monitored(check, check.url()).stream()
                    : done.stream()
                            .flatMap(target -> asserted(check, String.valueOf(check.statement()), target).stream());
        }

        private Optional<String> asserted(HealthCheck check, String sql, TargetRef target) {
            try {
                return link.holds(target, sql, check.timeout())
                        ? Optional.empty()
                        : Optional.of("Check '%s' does not hold on '%s'.".formatted(check.name(), target.shortName()));
            } catch (SlipwayException e) {
                var why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
                return Optional.of("Check '%s' gave no answer on '%s': %s."
                        .formatted(check.name(), target.shortName(), Directory.shown(String.valueOf(why))));
            }
        }

        private Optional<String> monitored(HealthCheck check, String url) {
            try {
                var answer = http.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(check.timeout())
                                .GET()
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
                return answer.statusCode() >= OK && answer.statusCode() < REDIRECT
                        ? Optional.empty()
                        : Optional.of(
                                "Check '%s' was answered with status %d.".formatted(check.name(), answer.statusCode()));
            } catch (IOException e) {
                return Optional.of("Check '%s' was not answered (%s)."
                        .formatted(check.name(), e.getClass().getSimpleName()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while asking a monitor.", e);
            }
        }
    }
}
