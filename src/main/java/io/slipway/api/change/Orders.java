package io.slipway.api.change;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.rollout.Stage;
import io.slipway.rollout.StageState;
import io.slipway.rollout.Stages;
import io.slipway.rollout.WaveCommands;
import io.slipway.rollout.Waves;
import io.slipway.rollout.condition.Promotion;
import io.slipway.rollout.task.TaskCommands;
import io.slipway.rollout.task.TaskList;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Carries a releaser's custom methods out on a rollout, a stage, a wave or a task: one command for what they mean. */
@Component
class Orders {

    private final Stages stages;
    private final StageState.Reader states;
    private final WaveCommands waves;
    private final Promotion promotion;
    private final TaskCommands tasks;

    Orders(Stages stages, StageState.Reader states, WaveCommands waves, Promotion promotion, TaskCommands tasks) {
        this.stages = stages;
        this.states = states;
        this.waves = waves;
        this.promotion = promotion;
        this.tasks = tasks;
    }

    /** What an order is about: all stages of a change, one, or one wave or task of it. */
    record Scope(Changes.Change change, @Nullable Stage stage, Waves.@Nullable Wave wave, TaskList.@Nullable Row task) {

        static Scope of(Changes.Change change) {
            return new Scope(change, null, null, null);
        }

        static Scope of(Changes.Place place) {
            return new Scope(place.change(), place.stage(), null, null);
        }

        static Scope of(Changes.Place place, Waves.Wave wave) {
            return new Scope(place.change(), place.stage(), wave, null);
        }

        static Scope of(Changes.Place place, TaskList.Row task) {
            return new Scope(place.change(), place.stage(), null, task);
        }

        /** Return what is meant of a stage's waves; null where it is all of them. */
        private WaveCommands.@Nullable Part part() {
            if (wave != null) {
                return WaveCommands.Part.wave(wave.id());
            }
            if (task == null) {
                return null;
            }
            if (task.wave() == null) {
                throw WaveCommands.nothingScheduled();
            }
            return new WaveCommands.Part(task.wave(), Set.of(task.id()));
        }

        private @Nullable Long only() {
            return task == null ? null : task.id();
        }
    }

    void cancel(Account account, Scope scope, String reason) {
        scheduled(
                scope,
                stage -> waves.cancelStage(stage.id(), account, reason),
                part -> waves.cancel(part, account, reason));
    }

    void reschedule(Account account, Scope scope, Instant startAt, String reason) {
        scheduled(
                scope,
                stage -> waves.rescheduleStage(stage.id(), account, startAt, reason),
                part -> waves.reschedule(part, account, startAt, reason));
    }

    /** One command for a part, or for the stage that waits for its time: a rollout has one such stage. */
    private void scheduled(Scope scope, Consumer<Stage> ofStage, Consumer<WaveCommands.Part> ofPart) {
        var part = scope.part();
        if (part != null) {
            ofPart.accept(part);
            return;
        }
        stages(scope).stream()
                .filter(stage ->
                        scope.stage() != null || !states.of(stage).scheduled().isEmpty())
                .findFirst()
                .ifPresentOrElse(ofStage, () -> {
                    throw WaveCommands.nothingScheduled();
                });
    }

    void retry(Account account, Scope scope) {
        each(scope, stage -> tasks.retry(account, stage.id(), scope.only()));
    }

    void skip(Account account, Scope scope, String reason) {
        each(scope, stage -> tasks.skip(account, stage.id(), scope.only(), reason));
    }

    void resolve(Account account, Changes.Place place, TaskList.Row task, boolean applied, String reason) {
        tasks.resolve(
                account,
                place.stage().id(),
                task.id(),
                applied ? TaskCommands.Finding.APPLIED : TaskCommands.Finding.NOT_APPLIED,
                reason);
    }

    void promote(Account account, Scope scope) {
        each(scope, stage -> promotion.promote(stage.id(), account));
    }

    /** The order on a whole rollout is one on the stage that it has reached; no later one can be waiting. */
    private void each(Scope scope, Consumer<Stage> order) {
        stages(scope).stream()
                .filter(stage -> scope.stage() != null || stage.status() != Stage.Status.DONE)
                .findFirst()
                .ifPresentOrElse(order, () -> {
                    throw conflict(
                            "rollout-done",
                            "Every stage of the rollout is done.",
                            "Open a new issue for a further change.");
                });
    }

    private List<Stage> stages(Scope scope) {
        var one = scope.stage();
        return one == null ? stages.ofIssue(scope.change().issue().id()) : List.of(one);
    }

    private static RejectedException conflict(String code, String message, String help) {
        return new RejectedException(RejectedException.Reason.CONFLICT, code, message, help);
    }
}
