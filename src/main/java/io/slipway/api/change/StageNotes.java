package io.slipway.api.change;

import io.slipway.api.change.model.StageView;
import io.slipway.rollout.Stage;
import io.slipway.rollout.condition.StageHolds;
import io.slipway.rollout.condition.StartConditions;
import io.slipway.rollout.hotfix.CatchUp;
import io.slipway.rollout.hotfix.CatchUps;
import io.slipway.rollout.task.Forecast;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Words what speaks against a stage's start, and what it owes. */
@Component
class StageNotes {

    private static final int MOST_TARGETS = 20;

    private final Forecast forecast;
    private final CatchUps catchUps;
    private final StartConditions conditions;
    private final StageHolds holds;

    StageNotes(Forecast forecast, CatchUps catchUps, StartConditions conditions, StageHolds holds) {
        this.forecast = forecast;
        this.catchUps = catchUps;
        this.conditions = conditions;
        this.holds = holds;
    }

    @Nullable
    String warning(Stage stage) {
        return forecast.warning(stage).orElse(null);
    }

    /** Return which earlier changes a queued stage waits for now. */
    StageView.@Nullable WaitsFor queue(Stage stage) {
        return new StageView.WaitsFor(
                "queue", null, null, null, null, holds.queue(stage).orElse(null));
    }

    StageView.@Nullable CatchUp catchUp(Stage stage) {
        List<CatchUp> leftOut = catchUps.ofStage(stage.id());
        if (leftOut.isEmpty()) {
            return null;
        }
        List<CatchUp> owed = leftOut.stream().filter(catchUps::isOwed).toList();
        var first = leftOut.getFirst();
        return new StageView.CatchUp(
                first.leftOutBy(),
                first.leftOutAt(),
                first.reason(),
                owed.size(),
                owed.stream().limit(MOST_TARGETS).map(catchUps::targetOf).toList(),
                first.openedName(),
                first.settledReason());
    }

    List<StageView.Condition> conditions(Stage stage) {
        return conditions.of(stage).stream()
                .map(it -> new StageView.Condition(
                        it.gate() == null ? "issue" : "gate",
                        it.name(),
                        it.state(),
                        it.isMet(),
                        it.namedBy(),
                        it.openedBy(),
                        it.openedReason()))
                .toList();
    }
}
