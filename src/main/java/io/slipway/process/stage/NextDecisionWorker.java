package io.slipway.process.stage;

import io.slipway.change.PublicAddress;
import io.slipway.change.form.StageForms;
import io.slipway.process.Groups;
import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.review.Ask;
import io.slipway.review.Issues;
import io.slipway.rollout.Bindings;
import io.slipway.rollout.Stage;
import io.slipway.rollout.StageFlow;
import io.slipway.rollout.Stages;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the next decision of a stage; asked again, it is the same question. */
@Component
final class NextDecisionWorker implements Worker {
    private static final int USUAL_PRIORITY = 50;
    private static final String PRIORITY_LABEL = "priority:";
    /** As Tasklist words them. */
    private static final Map<String, Integer> PRIORITIES = Map.of("low", 25, "medium", 50, "high", 75, "critical", 100);

    private final Bindings bindings;
    private final StageFlow flow;
    private final Stages stages;
    private final Issues issues;
    private final StageForms forms;
    private final PublicAddress address;
    private final Groups groups;

    NextDecisionWorker(
            Bindings bindings,
            StageFlow flow,
            Stages stages,
            Issues issues,
            StageForms forms,
            PublicAddress address,
            Groups groups) {
        this.bindings = bindings;
        this.flow = flow;
        this.stages = stages;
        this.issues = issues;
        this.forms = forms;
        this.address = address;
        this.groups = groups;
    }

    record Output(
            String nextDecision,
            @Nullable String askId,
            @Nullable Map<String, Object> view,
            @Nullable String approverGroup,
            @Nullable String dueDate,
            int priority) {}

    /** The question that the process comes back from. */
    @Override
    public List<String> variables() {
        return List.of("askId");
    }

    @Override
    public Object handle(Job job) {
        long stage = bindings.requireStage(job.processInstance());
        flow.passedBy(stage, job.id("askId"));
        var next = flow.nextDecision(stage);
        String decision = next.decision().name().toLowerCase(Locale.ROOT);
        Ask ask = next.ask();
        if (ask == null) {
            return new Output(decision, null, null, null, null, USUAL_PRIORITY);
        }
        var view = forms.of(stage, ask.problem());
        view.put("step", next.step());
        view.put("page", address.of(String.valueOf(view.get("issue"))).toString());
        var issue = issues.findById(stages.issueOf(stage)).orElseThrow();
        return new Output(
                decision,
                ask.id().toString(),
                view,
                groups.of(issue, next.role()),
                due(stages.findById(stage).orElseThrow(), ask, view.get("proposedStart")),
                priority(issue.labels()));
    }

    /** A decision is due when the window opens that its start waits for; without one, when the policy has no more patience. */
    private static @Nullable String due(Stage stage, Ask ask, @Nullable Object proposedStart) {
        return proposedStart != null
                ? proposedStart.toString()
                : stage.patience()
                        .map(patience -> ask.createdAt().plus(patience).toString())
                        .orElse(null);
    }

    /** A label such as {@code priority:high} sorts the task in people's lists; the last one counts. */
    private static int priority(List<String> labels) {
        return labels.stream()
                .filter(label -> label.startsWith(PRIORITY_LABEL))
                .map(label -> PRIORITIES.get(label.substring(PRIORITY_LABEL.length())))
                .filter(Objects::nonNull)
                .reduce(USUAL_PRIORITY, (one, other) -> other);
    }
}
