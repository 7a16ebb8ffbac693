package io.slipway.process.stage;

import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.rollout.Bindings;
import io.slipway.rollout.StageRelease;
import org.springframework.stereotype.Component;

/** Confirms a release or gives it back; a confirmed one stays so. */
@Component
final class ConfirmRolloutWorker implements Worker {
    private final Bindings bindings;
    private final StageRelease release;

    ConfirmRolloutWorker(Bindings bindings, StageRelease release) {
        this.bindings = bindings;
        this.release = release;
    }

    record Output(String rolloutConfirmed) {}

    @Override
    public Object handle(Job job) {
        boolean confirmed = release.confirm(bindings.requireStage(job.processInstance()));
        return new Output(confirmed ? "yes" : "no");
    }
}
