package io.slipway.process.wave;

import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.rollout.Bindings;
import io.slipway.rollout.task.TaskRunner;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Migrates the databases of a batch; each task is claimed by one attempt, and the target's ledger fences off the others. */
@Component
final class MigrateDatabasesWorker implements Worker {
    private final Bindings bindings;
    private final TaskRunner runner;

    MigrateDatabasesWorker(Bindings bindings, TaskRunner runner) {
        this.bindings = bindings;
        this.runner = runner;
    }

    @Override
    public List<String> variables() {
        return List.of("batchId");
    }

    @Override
    public Object handle(Job job) {
        long wave = bindings.requireWave(job.processInstance());
        String batch = job.text("batchId");
        runner.run(UUID.fromString(batch.substring(batch.indexOf('/') + 1)), wave, job.alive());
        return Nothing.NOTHING;
    }
}
