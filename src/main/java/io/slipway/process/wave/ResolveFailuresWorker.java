package io.slipway.process.wave;

import io.slipway.process.Actors;
import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.rollout.Bindings;
import io.slipway.rollout.WaveAnswers;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Takes what becomes of failed targets; the question counts its first answer alone. */
@Component
@ConditionalOnProperty("slipway.camunda.grpc-address")
final class ResolveFailuresWorker implements Worker {
    private final Bindings bindings;
    private final WaveAnswers answers;
    private final Actors actors;

    ResolveFailuresWorker(Bindings bindings, WaveAnswers answers, Actors actors) {
        this.bindings = bindings;
        this.answers = answers;
        this.actors = actors;
    }

    @Override
    public List<String> variables() {
        return List.of("askId", "decision", "reason");
    }

    @Override
    public Object handle(Job job) {
        long wave = bindings.requireWave(job.processInstance());
        answers.resolve(
                job.id("askId"), wave, actors.completerOf(job), resolution(job.text("decision")), job.text("reason"));
        return Nothing.NOTHING;
    }

    /** Anything unknown stops: nothing more runs until a person decides. */
    private static WaveAnswers.Resolution resolution(String submitted) {
        return switch (submitted) {
            case "retry" -> WaveAnswers.Resolution.RETRY;
            case "skip" -> WaveAnswers.Resolution.SKIP;
            default -> WaveAnswers.Resolution.STOP;
        };
    }
}
