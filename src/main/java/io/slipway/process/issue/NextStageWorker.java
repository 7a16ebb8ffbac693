package io.slipway.process.issue;

import io.slipway.change.ChangeViews;
import io.slipway.change.IssueFlow;
import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.project.Environments;
import io.slipway.review.Ask;
import io.slipway.rollout.Bindings;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what comes next for an issue; asked again, it is the same, with a fresh one-time run. */
@Component
final class NextStageWorker implements Worker {

    private final Bindings bindings;
    private final IssueFlow flow;
    private final ChangeViews views;
    private final Environments environments;

    NextStageWorker(Bindings bindings, IssueFlow flow, ChangeViews views, Environments environments) {
        this.bindings = bindings;
        this.flow = flow;
        this.views = views;
        this.environments = environments;
    }

    record Output(
            String nextStep,
            @Nullable String stageRunId,
            @Nullable String environment,
            @Nullable String askId,
            @Nullable Map<String, Object> view) {}

    @Override
    public Object handle(Job job) {
        long issue = bindings.requireIssue(job.processInstance());
        var next = flow.next(issue);
        return switch (next.step()) {
            case STAGE -> {
                var stage = Objects.requireNonNull(next.stage());
                String environment =
                        environments.findById(stage.environment()).orElseThrow().name();
                yield new Output("stage", String.valueOf(next.stageRun()), environment, null, null);
            }
            case EDIT -> {
                Ask ask = Objects.requireNonNull(next.ask());
                yield new Output("edit", null, null, ask.id().toString(), views.ofIssue(issue, ask.problem()));
            }
            case END -> new Output("end", null, null, null, null);
        };
    }
}
