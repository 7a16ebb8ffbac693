package io.slipway.process.issue;

import io.slipway.change.ChangeForm;
import io.slipway.change.IssueAnswers;
import io.slipway.process.Actors;
import io.slipway.process.Job;
import io.slipway.process.Worker;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Takes who confirms a request; an answer to an earlier question changes nothing. */
@Component
@ConditionalOnProperty("slipway.camunda.grpc-address")
final class ConfirmRequestWorker implements Worker {

    private final IssueAnswers answers;
    private final Actors actors;

    ConfirmRequestWorker(IssueAnswers answers, Actors actors) {
        this.answers = answers;
        this.actors = actors;
    }

    @Override
    public List<String> variables() {
        return Stream.concat(Stream.of("askId", "decision"), ChangeForm.FIELDS.stream())
                .toList();
    }

    @Override
    public Object handle(Job job) {
        answers.confirm(job.id("askId"), job.processInstance(), actors.completerOf(job), job.variables());
        return Nothing.NOTHING;
    }
}
