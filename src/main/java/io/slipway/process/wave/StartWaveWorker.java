package io.slipway.process.wave;

import io.slipway.change.DriftCheck;
import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.rollout.Bindings;
import io.slipway.rollout.WaveFlow;
import io.slipway.rollout.condition.HealthGate;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Starts a wave if it may; a started one is started, with the batches that are left. */
@Component
final class StartWaveWorker implements Worker {
    private final Bindings bindings;
    private final DriftCheck drift;
    private final HealthGate health;
    private final WaveFlow flow;

    StartWaveWorker(Bindings bindings, DriftCheck drift, HealthGate health, WaveFlow flow) {
        this.bindings = bindings;
        this.drift = drift;
        this.health = health;
        this.flow = flow;
    }

    record Output(String waveStart, List<String> batchIds) {}

    @Override
    public Object handle(Job job) {
        long wave = bindings.requireWave(job.processInstance());
        drift.beforeStart(wave);
        health.beforeStart(wave);
        var started = flow.start(wave);
        return new Output(started.start().name().toLowerCase(Locale.ROOT), started.batches());
    }
}
