package io.slipway.rollout;

import io.slipway.calendar.FreezeOverride;
import io.slipway.calendar.FreezeOverrides;
import io.slipway.calendar.StandingFreezes;
import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.review.Directory;
import io.slipway.review.Separation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What an owner says in an emergency: that freezes do not hold one stage of one issue up. Everything else stays frozen. */
@Component
public class FreezeCommands {

    private final Stages stages;
    private final Waves waves;
    private final StageStart start;
    private final StartTimes times;
    private final FreezeOverrides overrides;
    private final Separation separation;
    private final StageFlow.StageJournal journal;

    FreezeCommands(
            Stages stages,
            Waves waves,
            StageStart start,
            StartTimes times,
            FreezeOverrides overrides,
            Separation separation,
            StageFlow.StageJournal journal) {
        this.stages = stages;
        this.waves = waves;
        this.start = start;
        this.times = times;
        this.overrides = overrides;
        this.separation = separation;
        this.journal = journal;
    }

    /**
     * Let a stage start in spite of the freezes that are named: of each its present period or, if it has not begun, its next. Starts that
     * Slipway has put off for them are moved back. It holds until the stage ends or the change is edited; a freeze that is declared or
     * changed meanwhile is not covered.
     *
     * @throws RejectedException if the account is no owner, gives no reason, or names what does not hold this stage up
     */
    @Transactional
    public void override(Account account, long stageId, List<String> names, String reason) {
        separation.requireOwner(account, journal.lockIssueOf(stageId));
        requireReason(reason);
        Stage stage = current(stageId);
        waves.lockStage(stageId);
        List<StandingFreezes.Standing> named = named(stage, names);
        named.forEach(it -> overrides.save(new FreezeOverride(
                0,
                stageId,
                it.freeze().id(),
                it.freeze().name(),
                it.period().startsAt(),
                it.period().endsAt(),
                account.id(),
                reason,
                start.now())));
        Map<String, String> before = waiting(stage);
        bringForward(stage, "'%s' overrode a freeze: %s".formatted(account.name(), reason));
        journal.record(
                stage,
                account,
                "freeze-overridden",
                Map.of(
                        "reason",
                        reason,
                        "freezes",
                        named.stream().map(FreezeCommands::shown).toList(),
                        "before",
                        before,
                        "after",
                        waiting(stage)));
    }

    private static Map<String, String> shown(StandingFreezes.Standing it) {
        return Map.of(
                "freeze", it.freeze().name(),
                "from", it.period().startsAt().toString(),
                "until", it.period().endsAt().toString(),
                "reason", it.freeze().reason());
    }

    private Stage current(long stageId) {
        Stage stage = stages.findById(stageId).orElseThrow();
        boolean over = stage.status() == Stage.Status.DONE || stage.status() == Stage.Status.REJECTED;
        if (over || !stages.isCurrent(stageId)) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "stage-over",
                    "The stage is %s and does not start any more."
                            .formatted(over ? stage.status() : "part of a change that was edited, withdrawn or closed"),
                    "Look at the issue's present state: only a stage that is still to start can be freed from a freeze.");
        }
        return stage;
    }

    private List<StandingFreezes.Standing> named(Stage stage, List<String> names) {
        if (names.isEmpty()) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "freezes-missing",
                    "No freeze is named.",
                    "Name each freeze that is to be overridden; the stage's 'freezes' lists those that hold it up now.");
        }
        var ahead = new TreeMap<String, StandingFreezes.Standing>();
        start.freezesAhead(stage).forEach(it -> ahead.put(it.freeze().name(), it));
        var named = new ArrayList<StandingFreezes.Standing>();
        for (String name : new LinkedHashSet<>(names)) {
            named.add(standing(ahead, name));
        }
        return named;
    }

    private static StandingFreezes.Standing standing(Map<String, StandingFreezes.Standing> ahead, String name) {
        var found = ahead.get(name);
        if (found == null) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "freeze-not-held",
                    "No freeze '%s' holds this stage up, now or later.".formatted(Directory.shown(name)),
                    ahead.isEmpty()
                            ? "There is none to be overridden here."
                            : "Name one of: " + String.join(", ", ahead.keySet()) + ".");
        }
        if (found.overridden()) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "freeze-overridden-already",
                    "The freeze '%s' is overridden for this stage already.".formatted(name),
                    "Release or reschedule the stage; it is not held up by this freeze any more.");
        }
        return found;
    }

    /** Starts that a person gave stay as they are; what Slipway put off goes back towards what was wanted. */
    private void bringForward(Stage stage, String why) {
        var awaited = times.awaited(stage.id());
        boolean moved = false;
        for (var wave : waves.waiting(stage.id())) {
            var wanted = times.wantedBefore(wave, start.now());
            if (wanted.isPresent()) {
                Instant earliest = start.earliest(stage, wanted.get());
                if (earliest.isBefore(wave.startsAt())) {
                    times.set(wave.id(), earliest, new StartTimes.Given(null, "UTC", why));
                    moved = true;
                }
            }
        }
        if (moved) {
            times.wake(awaited);
        }
    }

    /** Return the starts of the waves that wait, by their position. */
    private Map<String, String> waiting(Stage stage) {
        var starts = new TreeMap<String, String>();
        waves.waiting(stage.id())
                .forEach(wave -> starts.put(
                        "wave " + wave.position(),
                        wave.startsAt() == null ? "at once" : wave.startsAt().toString()));
        return starts;
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw RejectedException.reasonMissing();
        }
    }
}
