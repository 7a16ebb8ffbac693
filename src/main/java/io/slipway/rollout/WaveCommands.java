package io.slipway.rollout;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.rollout.task.Tasks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Cancels and moves starts by the API and the client: of all waves of a stage, of one, or of some tasks of one. Each is one transaction. */
@Component
public class WaveCommands {

    private final Waves waves;
    private final Stages stages;
    private final Tasks tasks;
    private final Schedules schedules;
    private final StageStart start;
    private final WaveAnswers.WavePeople people;

    WaveCommands(
            Waves waves,
            Stages stages,
            Tasks tasks,
            Schedules schedules,
            StageStart start,
            WaveAnswers.WavePeople people) {
        this.waves = waves;
        this.stages = stages;
        this.tasks = tasks;
        this.schedules = schedules;
        this.start = start;
        this.people = people;
    }

    /**
     * A part of a stage that waits for its time.
     *
     * @param tasks of the wave that are meant; empty: all
     */
    public record Part(long wave, Set<Long> tasks) {

        public Part {
            tasks = Set.copyOf(tasks);
        }

        public static Part wave(long wave) {
            return new Part(wave, Set.of());
        }
    }

    /**
     * Cancel whatever of a stage waits for its time; it goes back to the releaser, approvals kept.
     *
     * @throws RejectedException if nothing waits, or the account may not
     */
    public void cancelStage(long stageId, Account account, String reason) {
        people.inTransaction(() -> {
            Stage stage = held(stageId, account);
            cancelAll(stage, requireStanding(schedules.ofStage(stageId)), account, reason);
        });
    }

    /** Cancel all of a stage that waits; the caller holds the stage's locks. */
    void cancelAll(Stage stage, List<Schedules.Schedule> standing, Account account, String reason) {
        people.moved(
                stage,
                () -> people.giveBack(
                        stage,
                        account,
                        "'%s' cancelled the schedule%s."
                                .formatted(account.name(), reason.isBlank() ? "" : ": " + reason)));
        people.told(stage, account, "schedule-canceled", Map.of("before", starts(standing), "reason", reason));
    }

    /**
     * Give all that waits in a stage another start, at once.
     *
     * @throws RejectedException if nothing waits, the start may not be, or the account may not
     */
    public void rescheduleStage(long stageId, Account account, Instant startAt, String reason) {
        people.inTransaction(() -> {
            Stage stage = held(stageId, account);
            moveAll(stage, requireStanding(schedules.ofStage(stageId)), account, new NewStart(startAt, null, reason));
        });
    }

    /**
     * The start that schedules get.
     *
     * @param zone that it was named in, or null to keep the one that each was named in before
     */
    record NewStart(Instant at, @Nullable String zone, String reason) {}

    /** Give schedules of a stage another start together; the caller holds the stage's locks. */
    void moveAll(Stage stage, List<Schedules.Schedule> standing, Account account, NewStart to) {
        start.requireAllowed(stage.id(), to.at());
        people.moved(
                stage,
                () -> standing.forEach(schedule -> people.startTimes()
                        .set(
                                schedule.wave(),
                                to.at(),
                                new StartTimes.Given(
                                        account.id(), to.zone() == null ? schedule.zone() : to.zone(), to.reason()))));
        people.told(
                stage,
                account,
                "schedule-replaced",
                Map.of("before", starts(standing), "startAt", to.at().toString(), "reason", to.reason()));
    }

    /**
     * Cancel the start of a part; the rest of the stage starts as it was to, and the releaser decides on the part afterwards.
     *
     * @throws RejectedException as for {@link #cancelStage}
     */
    public void cancel(Part part, Account account, String reason) {
        people.inTransaction(() -> {
            Stage stage = held(waves.byId(part.wave()).stage(), account);
            var schedule = requireStanding(
                            schedules.standing(part.wave()).stream().toList())
                    .getFirst();
            people.moved(stage, () -> {
                requireSome(tasks.cancelPending(part.wave(), part.tasks()));
                endIfEmpty(part.wave(), Schedules.Status.CANCELED, account);
            });
            people.told(stage, account, "schedule-canceled", facts(part, schedule, reason));
        });
    }

    /**
     * Give a part another start; tasks that leave others behind become a wave of their own.
     *
     * @throws RejectedException as for {@link #rescheduleStage}
     */
    public void reschedule(Part part, Account account, Instant startAt, String reason) {
        people.inTransaction(() -> {
            Stage stage = held(waves.byId(part.wave()).stage(), account);
            var schedule = requireStanding(
                            schedules.standing(part.wave()).stream().toList())
                    .getFirst();
            start.requireAllowed(stage.id(), startAt);
            var given = new StartTimes.Given(account.id(), schedule.zone(), reason);
            people.moved(stage, () -> {
                long wave = part.tasks().isEmpty() ? part.wave() : ofItsOwn(stage, part);
                people.startTimes().set(wave, startAt, given);
                endIfEmpty(part.wave(), Schedules.Status.REPLACED, account);
            });
            var facts = new java.util.HashMap<>(facts(part, schedule, reason));
            facts.put("startAt", startAt.toString());
            people.told(stage, account, "schedule-replaced", facts);
        });
    }

    private long ofItsOwn(Stage stage, Part part) {
        long wave = waves.create(stage.id(), null);
        requireSome(tasks.move(part.wave(), part.tasks(), wave));
        return wave;
    }

    private void endIfEmpty(long wave, Schedules.Status as, Account account) {
        if (tasks.leftOfWave(wave).isEmpty()) {
            people.startTimes().end(wave, as, account.id());
            waves.set(wave, Waves.Status.CANCELED);
        }
    }

    /** Take the locks in their one order: the issue, then the stage's waves. */
    private Stage held(long stageId, Account account) {
        people.requireReleaser(account, stageId);
        waves.lockStage(stageId);
        return stages.findById(stageId).orElseThrow();
    }

    private static List<Schedules.Schedule> requireStanding(List<Schedules.Schedule> standing) {
        requireSome(standing.size());
        return standing;
    }

    private static void requireSome(int scheduled) {
        if (scheduled == 0) {
            throw nothingScheduled();
        }
    }

    /** Nothing that an order is about waits for its time. */
    public static RejectedException nothingScheduled() {
        return new RejectedException(
                RejectedException.Reason.CONFLICT,
                "nothing-scheduled",
                "Nothing is scheduled here.",
                "Look at the rollout's present state: only a start that lies ahead can be cancelled or moved.");
    }

    private Map<String, Object> facts(Part part, Schedules.Schedule schedule, String reason) {
        return Map.of(
                "wave", waves.byId(part.wave()).position(),
                "tasks", part.tasks(),
                "before", schedule.startsAt().toString(),
                "reason", reason);
    }

    private static List<String> starts(List<Schedules.Schedule> standing) {
        return standing.stream()
                .map(schedule -> schedule.startsAt().toString())
                .distinct()
                .toList();
    }
}
