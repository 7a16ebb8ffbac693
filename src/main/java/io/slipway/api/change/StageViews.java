package io.slipway.api.change;

import io.slipway.api.change.model.StageView;
import io.slipway.change.AllowedActions;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.project.Environments;
import io.slipway.review.Approvals;
import io.slipway.review.Ask;
import io.slipway.rollout.Schedules;
import io.slipway.rollout.Stage;
import io.slipway.rollout.StageStart;
import io.slipway.rollout.StageState;
import io.slipway.rollout.Waves;
import io.slipway.rollout.task.Tasks;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Words where stages stand. */
@Component
class StageViews {

    private static final int MOST_WAVES = 20;

    private final Environments environments;
    private final Approvals approvals;
    private final Accounts accounts;
    private final Tasks tasks;
    private final Waves waves;
    private final StageStart start;
    private final StageNotes notes;

    StageViews(
            Environments environments,
            Approvals approvals,
            Accounts accounts,
            Tasks tasks,
            Waves waves,
            StageStart start,
            StageNotes notes) {
        this.environments = environments;
        this.approvals = approvals;
        this.accounts = accounts;
        this.tasks = tasks;
        this.waves = waves;
        this.start = start;
        this.notes = notes;
    }

    StageView of(Changes.Change change, StageState state, AllowedActions.Of allowed) {
        var stage = state.stage();
        var environment = environments.findById(stage.environment()).orElseThrow();
        return new StageView(
                new Changes.Place(change, stage, environment).name(),
                environment.resource(),
                stage.status().name(),
                stage.problem().isEmpty() ? null : stage.problem(),
                stage.approvalRow(),
                stage.rolloutRow(),
                stage.approvalSteps(),
                decisions(stage.id()),
                waitsFor(state),
                counts(stage.id()),
                standing(state),
                notes.warning(stage),
                freezes(stage),
                notes.catchUp(stage),
                notes.conditions(stage),
                allowed.onStage(state));
    }

    private Map<String, Long> counts(long stage) {
        var counts = new TreeMap<String, Long>();
        tasks.countOfStage(stage).forEach((status, count) -> counts.put(status.name(), count));
        return counts;
    }

    private List<StageView.Approval> decisions(long stage) {
        return approvals.findByStageOrderByStep(stage).stream()
                .map(approval -> new StageView.Approval(
                        approval.role(),
                        accounts.findById(approval.account()).map(Account::name).orElseThrow(),
                        approval.decision().name(),
                        approval.comment(),
                        approval.decidedAt()))
                .toList();
    }

    private List<StageView.Wave> standing(StageState state) {
        return waves.ofStage(state.stage().id()).stream()
                .filter(wave -> wave.status() == Waves.Status.PENDING || wave.status() == Waves.Status.RUNNING)
                .limit(MOST_WAVES)
                .map(wave -> wave(wave, state.scheduled().get(wave.id())))
                .toList();
    }

    private List<StageView.Freeze> freezes(Stage stage) {
        return stage.status() == Stage.Status.DONE || stage.status() == Stage.Status.REJECTED
                ? List.of()
                : start.freezesNow(stage).stream()
                        .map(it -> new StageView.Freeze(
                                it.freeze().name(),
                                it.period().endsAt(),
                                it.freeze().reason(),
                                it.overridden()))
                        .toList();
    }

    private static StageView.Wave wave(Waves.Wave wave, Schedules.@Nullable Schedule schedule) {
        return new StageView.Wave(
                wave.position(),
                wave.status().name(),
                schedule == null ? wave.startsAt() : schedule.startsAt(),
                schedule == null ? null : schedule.zone(),
                schedule != null);
    }

    /** Failures first: they hold up everything else; then the person who is asked; then the next start. */
    private StageView.@Nullable WaitsFor waitsFor(StageState state) {
        var failures = state.failures().values().stream().findFirst();
        if (failures.isPresent()) {
            return decision("failures", "releaser", failures.get());
        }
        var ask = state.decision();
        if (ask != null) {
            return switch (ask.kind()) {
                case PROMOTE -> state.isQueued() ? notes.queue(state.stage()) : decision("promotion", "releaser", ask);
                case RELEASE -> decision("release", "releaser", ask);
                case RESOLVE -> decision("failures", "releaser", ask);
                case EDIT -> decision("edit", "developer", ask);
                case APPROVE -> approval(state, ask);
            };
        }
        return state.scheduled().values().stream()
                .min(Comparator.comparing(Schedules.Schedule::startsAt))
                .map(schedule -> new StageView.WaitsFor(
                        "start", null, null, null, schedule.startsAt(), present(schedule.problem())))
                .orElse(null);
    }

    private static StageView.WaitsFor approval(StageState state, Ask ask) {
        var steps = state.stage().approvalSteps();
        return new StageView.WaitsFor(
                "approval",
                ask.step() < steps.size() ? steps.get(ask.step()) : "owner",
                ask.step() + 1,
                steps.size(),
                null,
                present(ask.problem()));
    }

    private static StageView.WaitsFor decision(String kind, String role, Ask ask) {
        return new StageView.WaitsFor(kind, role, null, null, null, present(ask.problem()));
    }

    private static @Nullable String present(String text) {
        return text.isEmpty() ? null : text;
    }
}
