package io.slipway.process.stage;

import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.rollout.Bindings;
import io.slipway.rollout.StageFlow;
import org.springframework.stereotype.Component;

/** Closes a stage; a closed one stays so. */
@Component
final class FinishStageWorker implements Worker {
    private final Bindings bindings;
    private final StageFlow flow;

    FinishStageWorker(Bindings bindings, StageFlow flow) {
        this.bindings = bindings;
        this.flow = flow;
    }

    @Override
    public Object handle(Job job) {
        flow.finish(bindings.requireStage(job.processInstance()));
        return Nothing.NOTHING;
    }
}
