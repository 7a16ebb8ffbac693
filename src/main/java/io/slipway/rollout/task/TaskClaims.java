package io.slipway.rollout.task;

import io.slipway.failure.NotYetException;
import io.slipway.migrate.Progress;
import io.slipway.migrate.StatementLog;
import io.slipway.review.Audit;
import io.slipway.rollout.Stage;
import io.slipway.rollout.Stages;
import io.slipway.rollout.Waves;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Claims tasks for attempts and ends attempts; each is one transaction. */
@Component
public class TaskClaims {

    /** An attempt that has not been heard of for so long has lost its worker: heartbeats come every few seconds. */
    public static final Duration SILENCE = Duration.ofSeconds(30);

    /** So many statements of an attempt are kept in its log, and each that failed. */
    private static final int MOST_LOGGED = 10_000;

    /** An attempt under way. */
    record Claim(long task, long epoch, long run, long issue, String appliedBy) {}

    private final Tasks tasks;
    private final TaskRuns runs;
    private final Waves waves;
    private final Stages stages;
    private final Audit audit;
    private final TaskGate gate;
    private final TaskEnd end;

    TaskClaims(Tasks tasks, TaskRuns runs, Waves waves, Stages stages, Audit audit, TaskGate gate, TaskEnd end) {
        this.tasks = tasks;
        this.runs = runs;
        this.waves = waves;
        this.stages = stages;
        this.audit = audit;
        this.gate = gate;
        this.end = end;
    }

    /**
     * Claim a task; empty if it has ended, was cancelled, or may not start now: its wave was stopped, has spent its failure budget, or a
     * freeze began or the window closed (then the wave gets its next time).
     *
     * @throws NotYetException if another worker is at it, or another task runs on its target
     */
    @Transactional
    public Optional<Claim> claim(Task task) {
        Stage stage = stages.findById(task.stage()).orElseThrow();
        long waveId = java.util.Objects.requireNonNull(task.wave());
        var wave = waves.lock(waveId);
        Task now = tasks.byId(task.id()).orElseThrow();
        if (now.status() == Task.Status.RUNNING) {
            return takeOver(stage, now);
        }
        if (now.status() != Task.Status.PENDING
                || wave.status() != Waves.Status.RUNNING
                || !stages.isCurrent(stage.id())
                || budgetSpent(stage, waveId)) {
            return Optional.empty();
        }
        if (!gate.isOpen(stage, wave)) {
            return Optional.empty();
        }
        tasks.runningBeside(task.id()).ifPresent(other -> {
            throw new TargetTakenException(other);
        });
        return tasks.start(task.id()).map(epoch -> begin(stage, task.id(), epoch));
    }

    private boolean budgetSpent(Stage stage, long wave) {
        var count = tasks.countOfWave(wave);
        return count.containsKey(Task.Status.UNKNOWN)
                || count.getOrDefault(Task.Status.FAILED, 0L) > stage.failureBudget();
    }

    private Optional<Claim> takeOver(Stage stage, Task task) {
        if (!runs.loseSilent(task.id(), SILENCE) && runs.open(task.id()).isPresent()) {
            throw new TaskBusyException(task.id());
        }
        return tasks.takeOver(task.id(), task.epoch()).map(epoch -> begin(stage, task.id(), epoch));
    }

    private Claim begin(Stage stage, long task, long epoch) {
        long issue = stages.issueOf(stage.id());
        audit.system("task-started", issue, "task " + task, Map.of("epoch", epoch));
        return new Claim(task, epoch, runs.start(task, epoch), issue, stages.releaserOf(stage.id()));
    }

    /** End an attempt with its result; one that another has taken over changes nothing any more. */
    @Transactional
    public void end(Claim claim, Task.Status as, String code, String sentence) {
        end.record(claim, as, code, sentence);
    }

    /** End an attempt that has stopped: by request, or since its window closed; in that case its task goes on in the next opening. */
    @Transactional
    public void stopped(Claim claim) {
        Stage stage = stageOf(claim);
        if (tasks.isStopping(claim.task(), claim.epoch()) || !gate.mustStop(stage)) {
            end.record(
                    claim, Task.Status.CANCELED, "stopped", "Stopped by request; what was committed stays recorded.");
            return;
        }
        end.record(
                claim,
                Task.Status.CANCELED,
                "window-closed",
                "Stopped since the maintenance window closed; what was committed stays recorded.");
        gate.goOnLater(claim.task());
    }

    private Stage stageOf(Claim claim) {
        return stages.findById(tasks.byId(claim.task()).orElseThrow().stage()).orElseThrow();
    }

    /** Keep what a migration tells while it runs, and tell it to stop when asked to or when its window wants it. */
    Progress progress(Claim claim, Runnable alive) {
        Stage stage = stageOf(claim);
        var logged = new AtomicInteger();
        return new Progress() {
            @Override
            public void statementFinished(StatementLog log) {
                if (log.error() == null && logged.incrementAndGet() > MOST_LOGGED) {
                    return;
                }
                runs.log(
                        claim.run(),
                        new TaskRuns.LoggedStatement(
                                log.path(),
                                log.position(),
                                log.line(),
                                log.start(),
                                log.end(),
                                log.duration().toMillis(),
                                log.rows() < 0 ? null : log.rows(),
                                log.queue().toMillis(),
                                log.error()));
            }

            @Override
            public boolean stopRequested() {
                return tasks.isStopping(claim.task(), claim.epoch()) || gate.mustStop(stage);
            }

            @Override
            public void heartbeat(String doing) {
                runs.beat(claim.run(), doing);
                alive.run();
            }
        };
    }

    /** Of a target's tasks one runs at a time; the next is looked at again when that has ended. */
    static final class TargetTakenException extends NotYetException {
        TargetTakenException(Tasks.Neighbour other) {
            super(
                    "target-taken",
                    "Task %d of issue %d of project '%s' runs on the target."
                            .formatted(other.task(), other.issue(), other.project()),
                    "Nothing to do: this one has its turn when that has ended.");
        }

        @Override
        public Duration patience() {
            return Duration.ofDays(365);
        }
    }

    /** Another worker is at the task; it is looked at again when that worker has ended or gone silent. */
    static final class TaskBusyException extends NotYetException {
        TaskBusyException(long task) {
            super(
                    "task-busy",
                    "Task %d is being run by another worker.".formatted(task),
                    "Nothing to do: it is looked at again in a few seconds.");
        }

        /** A migration may take hours, and one that has gone silent is taken over. */
        @Override
        public Duration patience() {
            return Duration.ofDays(365);
        }
    }
}
