package io.slipway.process.wave;

import io.slipway.change.ChangeViews;
import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.rollout.Bindings;
import io.slipway.rollout.WaveFlow;
import io.slipway.rollout.Waves;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Claims a wave's one-time run and says when it starts; the claim stays with the process instance that has it. */
@Component
final class OpenWaveWorker implements Worker {
    private final Bindings bindings;
    private final WaveFlow flow;
    private final Waves waves;
    private final ChangeViews views;

    OpenWaveWorker(Bindings bindings, WaveFlow flow, Waves waves, ChangeViews views) {
        this.bindings = bindings;
        this.flow = flow;
        this.waves = waves;
        this.views = views;
    }

    @Override
    public List<String> variables() {
        return List.of("waveRunId");
    }

    record Output(
            boolean startsLater,
            @Nullable String scheduleId,
            @Nullable String startAt,
            @Nullable Map<String, Object> view) {}

    @Override
    public Object handle(Job job) {
        bindings.claimWave(job.processInstance(), job.id("waveRunId"));
        long wave = bindings.requireWave(job.processInstance());
        var schedule = flow.open(wave);
        if (schedule == null) {
            return new Output(false, null, null, null);
        }
        String startAt = schedule.startsAt().atOffset(ZoneOffset.UTC).toString();
        var view = new HashMap<>(views.ofStage(waves.byId(wave).stage(), schedule.problem()));
        view.put("startAt", startAt);
        return new Output(true, schedule.id().toString(), startAt, view);
    }
}
