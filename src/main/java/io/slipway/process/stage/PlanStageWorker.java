package io.slipway.process.stage;

import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.rollout.StagePlanning;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Claims a stage's one-time run and plans it; the claim stays with the process instance that has it. */
@Component
final class PlanStageWorker implements Worker {
    private final StagePlanning planning;

    PlanStageWorker(StagePlanning planning) {
        this.planning = planning;
    }

    @Override
    public List<String> variables() {
        return List.of("stageRunId");
    }

    /** The inputs of the decision tables; no value is ever null once a stage is planned. */
    record Output(
            String stagePlanned,
            @Nullable String tier,
            @Nullable String risk,
            List<String> statementClasses,
            long affectedRows,
            long tableSize,
            List<String> labels,
            boolean authorsUnknown,
            int pullRequestApprovals) {}

    @Override
    public Object handle(Job job) {
        var planned = planning.plan(job.processInstance(), job.id("stageRunId"));
        var facts = planned.facts();
        if (facts == null) {
            String state = planned.state() == StagePlanning.State.REFUSED ? "refused" : "nothingToDo";
            return new Output(state, null, null, List.of(), -1, -1, List.of(), true, 0);
        }
        return new Output(
                "planned",
                facts.tier(),
                facts.risk(),
                facts.statementClasses(),
                facts.affectedRows(),
                facts.tableSize(),
                facts.labels(),
                facts.authorsUnknown(),
                facts.pullRequestApprovals());
    }
}
