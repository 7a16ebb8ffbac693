package io.slipway.process.wave;

import io.slipway.change.ChangeViews;
import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.review.Ask;
import io.slipway.rollout.Bindings;
import io.slipway.rollout.WaveFlow;
import io.slipway.rollout.Waves;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says how a wave went; assessed again, it is the same. */
@Component
final class AssessWaveWorker implements Worker {
    private final Bindings bindings;
    private final WaveFlow flow;
    private final Waves waves;
    private final ChangeViews views;

    AssessWaveWorker(Bindings bindings, WaveFlow flow, Waves waves, ChangeViews views) {
        this.bindings = bindings;
        this.flow = flow;
        this.waves = waves;
        this.views = views;
    }

    record Output(
            String waveAssessment,
            @Nullable String askId,
            @Nullable Map<String, Object> view) {}

    @Override
    public Object handle(Job job) {
        long wave = bindings.requireWave(job.processInstance());
        var assessed = flow.assess(wave);
        String assessment = assessed.assessment().name().toLowerCase(Locale.ROOT);
        Ask ask = assessed.ask();
        return ask == null
                ? new Output(assessment, null, null)
                : new Output(
                        assessment,
                        ask.id().toString(),
                        views.ofStage(waves.byId(wave).stage(), ask.problem()));
    }
}
