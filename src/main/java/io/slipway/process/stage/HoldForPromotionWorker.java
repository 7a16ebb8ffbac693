package io.slipway.process.stage;

import io.slipway.process.Actors;
import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.rollout.Bindings;
import io.slipway.rollout.StageAnswers;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Takes a promotion; the question counts its first answer alone. */
@Component
@ConditionalOnProperty("slipway.camunda.grpc-address")
final class HoldForPromotionWorker implements Worker {
    private final Bindings bindings;
    private final StageAnswers answers;
    private final Actors actors;

    HoldForPromotionWorker(Bindings bindings, StageAnswers answers, Actors actors) {
        this.bindings = bindings;
        this.answers = answers;
        this.actors = actors;
    }

    @Override
    public List<String> variables() {
        return List.of("askId", "decision", "comment");
    }

    @Override
    public Object handle(Job job) {
        long stage = bindings.requireStage(job.processInstance());
        answers.promote(
                job.id("askId"),
                stage,
                actors.completerOf(job),
                job.text("decision").equals("promote"),
                job.text("comment"));
        return Nothing.NOTHING;
    }
}
