package io.slipway.process.wave;

import io.slipway.process.Actors;
import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.rollout.Bindings;
import io.slipway.rollout.WaveAnswers;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Takes a cancellation or a new time; an ended schedule stays as it is. */
@Component
@ConditionalOnProperty("slipway.camunda.grpc-address")
final class CancelOrRescheduleWorker implements Worker {
    private final Bindings bindings;
    private final WaveAnswers answers;
    private final Actors actors;

    CancelOrRescheduleWorker(Bindings bindings, WaveAnswers answers, Actors actors) {
        this.bindings = bindings;
        this.answers = answers;
        this.actors = actors;
    }

    @Override
    public List<String> variables() {
        return List.of("scheduleId", "decision", "startAt", "zone", "reason");
    }

    @Override
    public Object handle(Job job) {
        long wave = bindings.requireWave(job.processInstance());
        answers.answerSchedule(
                job.id("scheduleId"),
                wave,
                actors.completerOf(job),
                () -> new WaveAnswers.ScheduleForm(
                        job.text("decision").equals("cancel"),
                        job.instant("startAt", "zone").orElse(null),
                        job.text("zone").isEmpty() ? null : job.zone("zone").getId(),
                        job.text("reason")));
        return Nothing.NOTHING;
    }
}
