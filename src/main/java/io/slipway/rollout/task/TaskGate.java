package io.slipway.rollout.task;

import io.slipway.failure.RejectedException;
import io.slipway.review.Audit;
import io.slipway.rollout.Stage;
import io.slipway.rollout.StageStart;
import io.slipway.rollout.Stages;
import io.slipway.rollout.Waves;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether the next task of a running wave may start, and whether one that runs must stop, by freezes and the maintenance window. */
@Component
class TaskGate {

    private final Tasks tasks;
    private final Waves waves;
    private final Stages stages;
    private final StageStart start;
    private final Audit audit;

    TaskGate(Tasks tasks, Waves waves, Stages stages, StageStart start, Audit audit) {
        this.tasks = tasks;
        this.waves = waves;
        this.stages = stages;
        this.start = start;
        this.audit = audit;
    }

    /** Tell whether a task may start now; if not, its wave, whose lock the caller holds, waits for its next time. */
    boolean isOpen(Stage stage, Waves.Wave wave) {
        Optional<Instant> earliest = earliest(stage);
        if (earliest.filter(time -> !time.isAfter(start.now())).isPresent()) {
            return true;
        }
        pause(stage, wave, earliest.orElse(start.now()));
        return false;
    }

    /** Empty if there is no start in sight: the wave is due anew, and its start gives it back to the releaser with the reason. */
    private Optional<Instant> earliest(Stage stage) {
        try {
            return Optional.of(start.earliest(stage, start.now()));
        } catch (RejectedException e) {
            return Optional.empty();
        }
    }

    private void pause(Stage stage, Waves.Wave wave, Instant until) {
        waves.startAt(wave.id(), until);
        audit.system(
                "wave-paused",
                stages.issueOf(stage.id()),
                "stage " + stage.id(),
                Map.of(
                        "wave", wave.position(),
                        "before", wave.status(),
                        "after", Waves.Status.PENDING,
                        "startAt", until.toString()));
    }

    /** Tell whether the window of a stage has closed and lets nothing run on. */
    boolean mustStop(Stage stage) {
        return start.hasClosedForGood(stage);
    }

    /**
     * Let a task that was stopped since its window closed go on in the next opening, unless its wave was given up meanwhile. The caller
     * holds the issue's lock.
     */
    void goOnLater(long taskId) {
        Task task = tasks.byId(taskId).orElseThrow();
        Stage stage = stages.findById(task.stage()).orElseThrow();
        if (task.wave() == null || task.status() != Task.Status.CANCELED || !stages.isCurrent(stage.id())) {
            return;
        }
        var wave = waves.lock(task.wave());
        switch (wave.status()) {
            case RUNNING -> {
                tasks.schedule(List.of(taskId), wave.id());
                isOpen(stage, wave);
            }
            case PENDING -> tasks.schedule(List.of(taskId), wave.id());
            case DONE, CANCELED -> {}
        }
    }
}
