package io.slipway.change;

import io.slipway.failure.SlipwayException;
import io.slipway.plan.PlanTarget;
import io.slipway.plan.PlanTargets;
import io.slipway.project.Targets;
import io.slipway.review.CheckRecords;
import io.slipway.rollout.Stage;
import io.slipway.rollout.StageFlow.StageJournal;
import io.slipway.rollout.Stages;
import io.slipway.rollout.Waves;
import io.slipway.rollout.task.TargetLink;
import io.slipway.rollout.task.Task;
import io.slipway.rollout.task.Tasks;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks, before a wave starts, whether its targets are still made of what the checks saw. Where one is not, the plan is checked again; what
 * is found then is for the start to judge, which sends a new error back to the releaser.
 *
 * <p>It costs one short connection per target of the wave, a few at a time.
 */
@Component
public class DriftCheck {

    private static final Logger LOG = LoggerFactory.getLogger(DriftCheck.class);
    private static final int AT_A_TIME = 8;
    private static final int NAMED = 10;

    private final Waves waves;
    private final Stages stages;
    private final Tasks tasks;
    private final Looking looking;
    private final CheckRecords checks;
    private final ChangeChecking checking;
    private final StageJournal journal;

    DriftCheck(
            Waves waves,
            Stages stages,
            Tasks tasks,
            Looking looking,
            CheckRecords checks,
            ChangeChecking checking,
            StageJournal journal) {
        this.waves = waves;
        this.stages = stages;
        this.tasks = tasks;
        this.looking = looking;
        this.checks = checks;
        this.checking = checking;
        this.journal = journal;
    }

    /** Compare the targets of a wave that has not started, and check again if one is not what it was. */
    public void beforeStart(long waveId) {
        var wave = waves.byId(waveId);
        if (wave.status() != Waves.Status.PENDING) {
            return;
        }
        Stage stage = stages.findById(wave.stage()).orElseThrow();
        long plan = stages.planOf(stage.id());
        Map<Long, String> seen = checks.fingerprints(plan);
        List<String> changed = looking.changed(
                tasks.ofStage(stage.id()).stream()
                        .filter(task -> task.wave() != null && task.wave() == waveId)
                        .filter(task -> task.status() == Task.Status.PENDING)
                        .toList(),
                seen);
        if (!changed.isEmpty()) {
            checking.check(plan);
            journal.record(
                    stage,
                    "schema-changed",
                    Map.of(
                            "targets", changed.stream().limit(NAMED).toList(),
                            "count", changed.size()));
        }
    }

    /** Looks at targets. */
    @Component
    static class Looking {

        private final PlanTargets planTargets;
        private final Targets targets;
        private final TargetLink link;

        Looking(PlanTargets planTargets, Targets targets, TargetLink link) {
            this.planTargets = planTargets;
            this.targets = targets;
            this.link = link;
        }

        /** Return the names of the targets that are not what was seen of them; one out of reach is left to its task, which will fail. */
        List<String> changed(List<Task> ofWave, Map<Long, String> seen) {
            try (var executor =
                    Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
                List<Callable<String>> looks = ofWave.stream()
                        .<Callable<String>>map(task -> () -> changed(
                                planTargets.findById(task.planTarget()).orElseThrow(),
                                seen.getOrDefault(task.planTarget(), "")))
                        .toList();
                return executor.invokeAll(looks).stream()
                        .map(Looking::result)
                        .filter(name -> !name.isEmpty())
                        .toList();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while looking at targets.", e);
            }
        }

        private String changed(PlanTarget target, String seen) {
            var ref = targets.byId(target.database(), target.schemaName());
            if (ref.isEmpty()) {
                return "";
            }
            try {
                return link.fingerprint(ref.get()).equals(seen) ? "" : ref.get().name();
            } catch (SlipwayException e) {
                LOG.info(
                        "Target '{}' cannot be compared before its start: {}",
                        ref.get().name(),
                        e.getMessage());
                return "";
            }
        }

        private static String result(Future<String> look) {
            try {
                return look.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while looking at targets.", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("A target could not be compared.", e.getCause());
            }
        }
    }
}
