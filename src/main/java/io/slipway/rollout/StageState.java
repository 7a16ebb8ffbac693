package io.slipway.rollout;

import io.slipway.review.Ask;
import io.slipway.review.Asks;
import io.slipway.rollout.condition.StageHolds;
import io.slipway.rollout.task.Task;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where a stage stands: what it waits for, and what its state allows.
 *
 * @param current whether it belongs to the issue's present plan and nothing is asked of the issue
 * @param decision the open question to a person about the stage itself, or null
 * @param scheduled standing schedules by wave
 * @param failures open questions about failures, by wave
 */
public record StageState(
        Stage stage,
        boolean current,
        @Nullable Ask decision,
        Map<Long, Schedules.Schedule> scheduled,
        Map<Long, Ask> failures) {

    public boolean isHeld() {
        return decision != null && StageHolds.Hold.CEILING.is(decision);
    }

    /** An earlier change has to go first. */
    public boolean isQueued() {
        return decision != null && StageHolds.Hold.QUEUED.is(decision);
    }

    public boolean mayRetry(Task.Status status, @Nullable Long wave) {
        return current && status == Task.Status.FAILED && failuresAsked(wave);
    }

    public boolean mayResolve(Task.Status status, @Nullable Long wave) {
        return current && status == Task.Status.UNKNOWN && isSettable(wave);
    }

    public boolean maySkip(Task.Status status, @Nullable Long wave) {
        return current
                && isSettable(wave)
                && switch (status) {
                    case NOT_STARTED, FAILED, CANCELED, UNKNOWN -> true;
                    case PENDING, RUNNING, DONE, SKIPPED -> false;
                };
    }

    /** Nothing of the stage runs: it waits for people, or its wave waits for them. */
    private boolean isSettable(@Nullable Long wave) {
        return stage.status() == Stage.Status.OPEN || failuresAsked(wave);
    }

    private boolean failuresAsked(@Nullable Long wave) {
        return wave != null && failures.containsKey(wave);
    }

    /** Looks stages' states up. */
    @Component
    public static class Reader {

        private final Stages stages;
        private final Schedules schedules;
        private final Waves waves;
        private final Asks asks;

        Reader(Stages stages, Schedules schedules, Waves waves, Asks asks) {
            this.stages = stages;
            this.schedules = schedules;
            this.waves = waves;
            this.asks = asks;
        }

        public StageState of(Stage stage) {
            return of(stage, asks.openOf(stages.issueOf(stage.id())));
        }

        /** Return the state of one of an issue's stages, given the issue's open questions. */
        public StageState of(Stage stage, List<Ask> open) {
            Optional<Ask> decision = open.stream()
                    .filter(ask -> Objects.equals(ask.stage(), stage.id()))
                    .findFirst();
            var ofStage = waves.ofStage(stage.id()).stream().map(Waves.Wave::id).collect(Collectors.toSet());
            return new StageState(
                    stage,
                    stages.isCurrent(stage.id()),
                    decision.orElse(null),
                    schedules.ofStage(stage.id()).stream()
                            .collect(Collectors.toMap(Schedules.Schedule::wave, Function.identity())),
                    open.stream()
                            .filter(ask -> ask.wave() != null && ofStage.contains(ask.wave()))
                            .collect(Collectors.toMap(ask -> Objects.requireNonNull(ask.wave()), Function.identity())));
        }
    }
}
