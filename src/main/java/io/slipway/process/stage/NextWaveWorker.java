package io.slipway.process.stage;

import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.rollout.Bindings;
import io.slipway.rollout.StageFlow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the next wave of a stage; asked again, it is the same, with a fresh one-time run. */
@Component
final class NextWaveWorker implements Worker {
    private final Bindings bindings;
    private final StageFlow flow;

    NextWaveWorker(Bindings bindings, StageFlow flow) {
        this.bindings = bindings;
        this.flow = flow;
    }

    record Output(String nextWave, @Nullable String waveRunId) {}

    @Override
    public Object handle(Job job) {
        var next = flow.nextWave(bindings.requireStage(job.processInstance()));
        if (next.waveRun() != null) {
            return new Output("wave", next.waveRun().toString());
        }
        return new Output(next.tasksLeft() ? "release" : "none", null);
    }
}
