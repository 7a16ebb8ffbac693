package io.slipway.web.change;

import io.slipway.api.change.Changes;
import io.slipway.api.change.model.StageView;
import io.slipway.change.ChangeViews;
import io.slipway.project.Environment;
import io.slipway.project.Environments;
import io.slipway.rollout.Stage;
import io.slipway.rollout.StagePlanning;
import io.slipway.rollout.task.TaskList;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The part of an issue's page that shows a stage: where it stands, its policy, its targets and what the checks found for them. */
@Component
class StageParts {

    static final int MOST_TARGETS = 20;
    private static final int MOST_STATEMENTS = 20;

    private final Environments environments;
    private final TaskList tasks;
    private final RunParts runs;
    private final FindingParts findings;
    private final StagePlanning planning;
    private final ChangeViews forms;

    StageParts(
            Environments environments,
            TaskList tasks,
            RunParts runs,
            FindingParts findings,
            StagePlanning planning,
            ChangeViews forms) {
        this.environments = environments;
        this.tasks = tasks;
        this.runs = runs;
        this.findings = findings;
        this.planning = planning;
        this.forms = forms;
    }

    /** When a window that the policy or a label names opens next. */
    record Window(String name, String zone, @Nullable Instant opens) {}

    /**
     * A stage.
     *
     * @param facts what the decision tables decide by, as it is known now; null before a policy was chosen
     * @param more how many targets are not shown
     */
    record Part(
            Environment environment,
            Stage stage,
            StageView view,
            StagePlanning.@Nullable PolicyFacts facts,
            @Nullable Window window,
            List<RunParts.Target> targets,
            long more,
            FindingParts.Findings findings) {

        public long tasks() {
            return view.tasks().values().stream().mapToLong(Long::longValue).sum();
        }
    }

    Part of(Changes.Change change, Stage stage, Map<String, StageView> views, Map<String, String> texts) {
        var environment = environments.findById(stage.environment()).orElseThrow();
        var view = Objects.requireNonNull(views.get(new Changes.Place(change, stage, environment).name()));
        var shown = tasks.page(stage.id(), 0, MOST_TARGETS).stream()
                .map(task -> runs.of(task, texts, MOST_STATEMENTS))
                .toList();
        var all = view.tasks().values().stream().mapToLong(Long::longValue).sum();
        return new Part(
                environment,
                stage,
                view,
                stage.approvalRow() == null ? null : planning.facts(stage.id()),
                window(stage).orElse(null),
                shown,
                all - shown.size(),
                findings.of(change.issue().plan(), environment.id()));
    }

    private Optional<Window> window(Stage stage) {
        var proposal = forms.proposal(stage.id());
        return Optional.ofNullable(proposal.get("window"))
                .map(name -> new Window(
                        name.toString(),
                        String.valueOf(proposal.get("zone")),
                        Optional.ofNullable(proposal.get("proposedStart"))
                                .map(start ->
                                        OffsetDateTime.parse(start.toString()).toInstant())
                                .orElse(null)));
    }
}
