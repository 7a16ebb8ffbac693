package io.slipway.rollout;

import io.slipway.failure.NotYetException;
import io.slipway.failure.RejectedException;
import io.slipway.review.Ask;
import io.slipway.review.Asks;
import io.slipway.review.Outbox;
import io.slipway.rollout.Schedules.Schedule;
import io.slipway.rollout.task.Task;
import io.slipway.rollout.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** When a wave starts, and how it went. Asked again, it gives the same answer. */
@Component
public class WaveFlow {

    /** The wake-up for a wave that waits for its time; its key is the schedule's id. */
    public static final String SCHEDULE_CHANGED = "slipway.scheduleChanged";

    /** The wake-up of a wave whose failures were decided outside their form; its key is the question's id. */
    public static final String FAILURES_RESOLVED = "slipway.failuresResolved";

    /** Law 8: batches of one wave. */
    private static final int MAX_BATCHES = 100;
    /** How much earlier than the scheduled time the engine's clock may wake us; two machines' clocks differ. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(1);

    /** How an attempt to start a wave ended. */
    public enum Start {
        STARTED,
        /** It has another time now, or the one it had still lies ahead. */
        WAITING,
        /** It was cancelled, or goes back to the releaser. */
        RETURNED
    }

    /** A wave's start; {@code batches} are {@code zone/id}. */
    public record Started(Start start, List<String> batches) {}

    /** How a wave went. */
    public enum Assessment {
        FINISHED,
        /** More targets failed than the budget allows, or a target's state is unknown. */
        FAILED,
        /** Targets are left that may start later. */
        WAITING
    }

    /** A wave's assessment; where it failed, the question to the releaser. */
    public record Assessed(Assessment assessment, @Nullable Ask ask) {}

    private final Waves waves;
    private final Tasks tasks;
    private final Stages stages;
    private final Schedules schedules;
    private final WaveGate gate;
    private final Asks asks;
    private final Clock clock;

    WaveFlow(Waves waves, Tasks tasks, Stages stages, Schedules schedules, WaveGate gate, Asks asks, Clock clock) {
        this.waves = waves;
        this.tasks = tasks;
        this.stages = stages;
        this.schedules = schedules;
        this.gate = gate;
        this.asks = asks;
        this.clock = clock;
    }

    /** Return the standing schedule of a wave that starts later, making it at the first call; null if it starts now. */
    @Transactional
    public @Nullable Schedule open(long waveId) {
        var wave = waves.lock(waveId);
        Instant startsAt = wave.startsAt();
        if (wave.status() != Waves.Status.PENDING || startsAt == null) {
            return null;
        }
        return schedules
                .standing(waveId)
                .orElseGet(() ->
                        startsAt.isAfter(clock.instant()) ? schedules.create(waveId, startsAt, gate.moved("")) : null);
    }

    /**
     * Start a wave if it may: the one place where a cancellation, a new time and the timer meet.
     *
     * @throws EarlyTimerException if the engine's timer fired before the time has come here
     */
    @Transactional
    public Started start(long waveId) {
        gate.lock(waves.byId(waveId).stage());
        waves.lockStage(waves.byId(waveId).stage());
        var wave = waves.byId(waveId);
        boolean moved = gate.wasMoved(wave);
        gate.settle(wave);
        if (wave.status() == Waves.Status.CANCELED || wave.status() == Waves.Status.DONE) {
            return new Started(Start.RETURNED, List.of());
        }
        Stage stage = stages.findById(wave.stage()).orElseThrow();
        if (wave.status() == Waves.Status.PENDING) {
            if (waves.next(wave.stage()).orElseThrow().id() != waveId) {
                return new Started(Start.RETURNED, List.of());
            }
            if (isAhead(wave)) {
                requireMoved(wave, moved);
                return new Started(Start.WAITING, List.of());
            }
            Start mayStart = mayStart(wave, stage);
            if (mayStart != Start.STARTED) {
                return new Started(mayStart, List.of());
            }
            gate.endSchedule(waveId, Schedules.Status.STARTED);
            waves.set(waveId, Waves.Status.RUNNING);
            gate.started(stage, wave);
        }
        return new Started(Start.STARTED, batches(waveId));
    }

    private boolean isAhead(Waves.Wave wave) {
        return wave.startsAt() != null
                && wave.startsAt().isAfter(clock.instant().plus(CLOCK_TOLERANCE));
    }

    /** Nobody moved the start, so it was the timer: waiting here is quieter than going round until the two clocks agree. */
    private static void requireMoved(Waves.Wave wave, boolean moved) {
        if (!moved) {
            throw new EarlyTimerException(java.util.Objects.requireNonNull(wave.startsAt()));
        }
    }

    private Start mayStart(Waves.Wave wave, Stage stage) {
        Instant now = clock.instant();
        try {
            gate.requireUnchanged(stage);
            gate.requireInTime(stage, wave);
            Instant earliest = gate.earliest(stage, now);
            if (earliest.isAfter(now)) {
                gate.postpone(stage, wave, now, earliest);
                return Start.WAITING;
            }
            gate.requireReady(stage, wave.id());
        } catch (RejectedException e) {
            gate.giveBack(stage, wave, e);
            return Start.RETURNED;
        }
        return Start.STARTED;
    }

    /**
     * Put the tasks that have not ended into fresh batches, by zone; whoever is at one still is not disturbed. What does not fit, because
     * there are more zones than batches, has its turn when these have ended.
     */
    private List<String> batches(long waveId) {
        Map<String, List<Long>> byZone = new LinkedHashMap<>();
        var left = tasks.leftOfWave(waveId);
        left.forEach(task ->
                byZone.computeIfAbsent(task.zone(), zone -> new ArrayList<>()).add(task.id()));
        int size = Math.max(1, Math.ceilDiv(left.size(), Math.max(1, MAX_BATCHES - byZone.size())));
        var batches = new ArrayList<String>();
        byZone.forEach((zone, ids) -> {
            for (int from = 0; from < ids.size() && batches.size() < MAX_BATCHES; from += size) {
                UUID batch = waves.createBatch(waveId, zone);
                tasks.assign(batch, ids.subList(from, Math.min(ids.size(), from + size)));
                batches.add(zone + "/" + batch);
            }
        });
        return batches;
    }

    /** Tell how a wave went once its batches have ended. */
    @Transactional
    public Assessed assess(long waveId) {
        var wave = waves.lock(waveId);
        Stage stage = stages.findById(wave.stage()).orElseThrow();
        Map<Task.Status, Long> count = tasks.countOfWave(waveId);
        long failed = count.getOrDefault(Task.Status.FAILED, 0L);
        boolean unknown = count.containsKey(Task.Status.UNKNOWN);
        if (unknown || failed > stage.failureBudget()) {
            return new Assessed(
                    Assessment.FAILED,
                    asks.open(Ask.Kind.RESOLVE, Asks.Subject.wave(waveId), 0, stages.digestOf(stage.id())));
        }
        boolean left = count.containsKey(Task.Status.PENDING) || count.containsKey(Task.Status.RUNNING);
        if (left && wave.status() != Waves.Status.CANCELED) {
            return new Assessed(Assessment.WAITING, null);
        }
        if (wave.status() == Waves.Status.RUNNING) {
            waves.set(waveId, Waves.Status.DONE);
        }
        return new Assessed(Assessment.FINISHED, null);
    }

    /** The engine's clock is ahead of ours; the wave starts when ours says so. */
    static final class EarlyTimerException extends NotYetException {

        EarlyTimerException(Instant startsAt) {
            super(
                    "start-not-reached",
                    "The engine's timer fired before '%s'.".formatted(startsAt),
                    "Nothing to do but to let the machines' clocks agree: it starts at its time.");
        }

        @Override
        public Duration patience() {
            return Duration.ofDays(365);
        }
    }

    /** What a wave asks of its stage and issue when it starts. */
    @Component
    static class WaveGate {

        private final Tasks tasks;
        private final StartTimes times;
        private final Asks asks;
        private final Outbox outbox;
        private final StageStart start;
        private final StageRelease release;
        private final StageFlow.StageJournal journal;

        WaveGate(
                Tasks tasks,
                StartTimes times,
                Asks asks,
                Outbox outbox,
                StageStart start,
                StageRelease release,
                StageFlow.StageJournal journal) {
            this.tasks = tasks;
            this.times = times;
            this.asks = asks;
            this.outbox = outbox;
            this.start = start;
            this.release = release;
            this.journal = journal;
        }

        /** Tell whether somebody moved or cancelled a start of the wave's stage since the process last came by. */
        boolean wasMoved(Waves.Wave wave) {
            return outbox.isWaiting(SCHEDULE_CHANGED, times.everOfStage(wave.stage()));
        }

        /** Take the door that every command goes through, so that a start and an edit or withdrawal have one winner. */
        void lock(long stage) {
            journal.lockIssueOf(stage);
        }

        /** The process has come by: wake-ups about schedules and decided failures have had their effect. */
        void settle(Waves.Wave wave) {
            journal.settle(wave.stage());
            asks.ended(Ask.Kind.RESOLVE, Asks.Subject.wave(wave.id()))
                    .forEach(id -> outbox.done(FAILURES_RESOLVED, id.toString()));
        }

        /** A wave that waited for the one before it is not late; one whose own time went by while nobody watched is. */
        void requireInTime(Stage stage, Waves.Wave wave) {
            Instant startsAt = wave.startsAt();
            if (startsAt != null) {
                start.requireInTime(
                        stage,
                        tasks.lastEnd(wave.stage())
                                .filter(end -> end.isAfter(startsAt))
                                .orElse(startsAt));
            }
        }

        StartTimes.Given moved(String why) {
            return new StartTimes.Given(null, "UTC", why);
        }

        void postpone(Stage stage, Waves.Wave wave, Instant from, Instant to) {
            times.set(
                    wave.id(), to, moved("A freeze, the maintenance window or the soak time allows no earlier start."));
            journal.moved(stage, wave, from, to);
        }

        void endSchedule(long wave, Schedules.Status as) {
            times.end(wave, as, null);
        }

        void requireUnchanged(Stage stage) {
            start.requireUnchanged(stage);
            start.requireNoNewErrors(stage);
            start.requireFirst(stage, true);
        }

        void requireReady(Stage stage, long wave) {
            start.requireEarlierPartsDone(stage, wave);
            start.requireHealthy(stage);
        }

        Instant earliest(Stage stage, Instant now) {
            return start.earliest(stage, now);
        }

        void giveBack(Stage stage, Waves.Wave wave, RejectedException refusal) {
            release.giveBack(stage, refusal, wave.startsAt());
        }

        void started(Stage stage, Waves.Wave wave) {
            journal.record(stage, "wave-started", Map.of("wave", wave.position()));
        }
    }
}
