package io.slipway.rollout;

import io.slipway.review.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * When the waves of a stage start: a wave, its schedule and the wake-up of the process that waits for it change together. Callers hold the
 * issue's lock, so that one of two changes is first.
 */
@Component
class StartTimes {

    /**
     * Who gave a start.
     *
     * @param account a person, or null where Slipway moved it
     * @param zone the time zone that the person named, to show it in
     * @param reason why, or empty
     */
    record Given(@Nullable Long account, String zone, String reason) {}

    private final Waves waves;
    private final Schedules schedules;
    private final Outbox outbox;

    StartTimes(Waves waves, Schedules schedules, Outbox outbox) {
        this.waves = waves;
        this.schedules = schedules;
        this.outbox = outbox;
    }

    /** Give a wave a start in the place of the one it had, if any. */
    void set(long wave, Instant startsAt, Given by) {
        schedules.standing(wave).ifPresent(old -> schedules.end(old.id(), Schedules.Status.REPLACED, by.account()));
        waves.startAt(wave, startsAt);
        schedules.create(wave, startsAt, by);
    }

    /**
     * Return the start that a wave was last given by a person, or that of now where it was to start at once; empty where that start
     * still stands, or it has not begun to wait for one.
     */
    Optional<Instant> wantedBefore(Waves.Wave wave, Instant now) {
        return wave.startsAt() == null || schedules.isGivenByPerson(wave.id())
                ? Optional.empty()
                : Optional.of(
                        schedules.lastGiven(wave.id()).filter(now::isBefore).orElse(now));
    }

    /** End the schedule of a wave, if one stands. */
    void end(long wave, Schedules.Status as, @Nullable Long account) {
        schedules.standing(wave).ifPresent(schedule -> schedules.end(schedule.id(), as, account));
    }

    /** Return the schedules that a stage's waves ever had, as the keys of their wake-ups. */
    List<String> everOfStage(long stage) {
        return schedules.everOfStage(stage).stream().map(UUID::toString).toList();
    }

    /** Return the schedule that the process may be waiting for, to be woken after a change: that of the stage's next wave. */
    List<UUID> awaited(long stage) {
        return waves.next(stage).flatMap(wave -> schedules.standing(wave.id())).map(Schedules.Schedule::id).stream()
                .toList();
    }

    /** Wake the process that waits for these schedules; what it waits for next it reads here. */
    void wake(List<UUID> awaited) {
        awaited.forEach(id -> outbox.add(WaveFlow.SCHEDULE_CHANGED, id.toString(), Map.of()));
    }
}
