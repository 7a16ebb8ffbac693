package io.slipway.process.stage;

import io.slipway.process.Actors;
import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.review.Approval;
import io.slipway.rollout.Bindings;
import io.slipway.rollout.StageAnswers;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Takes an approver's decision; the question counts its first answer alone. */
@Component
@ConditionalOnProperty("slipway.camunda.grpc-address")
final class ApproveChangeWorker implements Worker {
    private final Bindings bindings;
    private final StageAnswers answers;
    private final Actors actors;

    ApproveChangeWorker(Bindings bindings, StageAnswers answers, Actors actors) {
        this.bindings = bindings;
        this.answers = answers;
        this.actors = actors;
    }

    @Override
    public List<String> variables() {
        return List.of("askId", "decision", "comment", "notBefore", "onlyInWindow", "forLater");
    }

    @Override
    public Object handle(Job job) {
        long stage = bindings.requireStage(job.processInstance());
        answers.approve(
                job.id("askId"),
                stage,
                actors.completerOf(job),
                () -> new StageAnswers.ApprovalForm(
                        decision(job.text("decision")),
                        job.text("comment"),
                        job.instant("notBefore").orElse(null),
                        job.text("onlyInWindow").isEmpty() ? null : job.text("onlyInWindow"),
                        job.flag("forLater")));
        return Nothing.NOTHING;
    }

    /** Only the very word approves; anything unknown asks for changes. */
    private static Approval.Decision decision(String submitted) {
        return switch (submitted) {
            case "approve" -> Approval.Decision.APPROVE;
            case "reject" -> Approval.Decision.REJECT;
            default -> Approval.Decision.REQUEST_CHANGES;
        };
    }
}
