package io.slipway.process.stage;

import io.slipway.process.Job;
import io.slipway.process.PolicyTables;
import io.slipway.process.Worker;
import io.slipway.rollout.Bindings;
import io.slipway.rollout.StageFlow;
import io.slipway.rollout.StagePlanning;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Takes over what the decision tables say; adopted again, it is the same. */
@Component
@ConditionalOnProperty("slipway.camunda.grpc-address")
final class AdoptPolicyWorker implements Worker {
    private final Bindings bindings;
    private final StagePlanning planning;
    private final StageFlow flow;
    private final PolicyTables tables;

    AdoptPolicyWorker(Bindings bindings, StagePlanning planning, StageFlow flow, PolicyTables tables) {
        this.bindings = bindings;
        this.planning = planning;
        this.flow = flow;
        this.tables = tables;
    }

    @Override
    public List<String> variables() {
        return List.of("approvalPolicy", "rolloutPolicy");
    }

    @Override
    public Object handle(Job job) {
        long stage = bindings.requireStage(job.processInstance());
        var policy = tables.verified(
                job.model().key(), planning.facts(stage), job.raw("approvalPolicy"), job.raw("rolloutPolicy"));
        flow.adopt(stage, policy);
        return Nothing.NOTHING;
    }
}
