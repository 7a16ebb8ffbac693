package io.slipway.web.change;

import io.slipway.api.change.ChangeReader;
import io.slipway.api.change.Changes;
import io.slipway.api.change.model.IssueView;
import io.slipway.api.change.model.StageView;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.change.IssueHistory;
import io.slipway.plan.ReconcileFile;
import io.slipway.project.Environment;
import io.slipway.rollout.Stages;
import io.slipway.rollout.task.TaskList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads all that the page of an issue shows, as one caller may see it and as it is at one moment. */
@Component
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
class IssuePages {

    private static final int MOST_EVENTS = 200;
    private static final int TARGETS_OF_PAGE = 100;
    private static final int MOST_STATEMENTS = 1_000;

    private final ChangeReader reader;
    private final Stages stages;
    private final StageParts stageParts;
    private final ReleaseParts releaseParts;
    private final RunParts runs;
    private final TaskList tasks;
    private final IssueHistory history;

    IssuePages(
            ChangeReader reader,
            Stages stages,
            StageParts stageParts,
            ReleaseParts releaseParts,
            RunParts runs,
            TaskList tasks,
            IssueHistory history) {
        this.reader = reader;
        this.stages = stages;
        this.stageParts = stageParts;
        this.releaseParts = releaseParts;
        this.runs = runs;
        this.tasks = tasks;
        this.history = history;
    }

    /**
     * An issue's page.
     *
     * @param difference what its last edit changed, or null if it was never edited
     * @param hasPatch whether the repository has other files than the change
     * @param diverged targets that hold an earlier text of a file, settled or not
     * @param events what was decided and what followed, oldest first
     */
    record IssuePage(
            Changes.Change change,
            IssueView issue,
            List<StageParts.Part> stages,
            ReleaseParts.Files files,
            ReleaseParts.@Nullable Difference difference,
            boolean hasPatch,
            List<ReleaseParts.Diverged> diverged,
            List<ReconcileFile> reconcileFiles,
            List<IssueHistory.Entry> events,
            boolean moreEvents) {

        /** Tell whether it has come to a target yet. */
        public boolean isApplied() {
            return stages.stream().anyMatch(part -> part.view().tasks().getOrDefault("DONE", 0L) > 0);
        }

        /** Return the stages that wait for somebody or something. */
        public List<StageParts.Part> waiting() {
            return stages.stream()
                    .filter(part -> part.view().waitsFor() != null)
                    .toList();
        }
    }

    /** The page of a stage with many targets. */
    record StagePage(
            Changes.Change change,
            Environment environment,
            StageView view,
            List<TaskList.Row> tasks,
            @Nullable Long next) {}

    /** The page of one target with all that its attempts did. */
    record TaskPage(Changes.Change change, Environment environment, RunParts.Target target) {}

    IssuePage issue(AuthenticatedAccount caller, Changes.Change change) {
        var issue = change.issue();
        var view = reader.issue(caller.account(), change);
        var texts = releaseParts.texts(issue);
        var events = history.of(issue.id(), MOST_EVENTS + 1);
        return new IssuePage(
                change,
                view,
                stages(change, view, texts),
                releaseParts.files(issue),
                releaseParts.difference(issue),
                releaseParts.hasPatch(issue),
                releaseParts.diverged(issue),
                releaseParts.reconcileFiles(issue),
                events.subList(Math.max(0, events.size() - MOST_EVENTS), events.size()),
                events.size() > MOST_EVENTS);
    }

    private List<StageParts.Part> stages(Changes.Change change, IssueView view, Map<String, String> texts) {
        var byName = Objects.requireNonNull(view.stages()).stream()
                .collect(Collectors.toMap(StageView::name, Function.identity()));
        return stages.ofIssue(change.issue().id()).stream()
                .map(stage -> stageParts.of(change, stage, byName, texts))
                .toList();
    }

    StagePage stage(AuthenticatedAccount caller, Changes.Place place, long after) {
        var read = tasks.page(place.stage().id(), after, TARGETS_OF_PAGE + 1);
        var shown = read.stream().limit(TARGETS_OF_PAGE).toList();
        return new StagePage(
                place.change(),
                place.environment(),
                reader.stage(caller.account(), place),
                shown,
                read.size() > TARGETS_OF_PAGE ? shown.getLast().id() : null);
    }

    TaskPage task(Changes.Place place, TaskList.Row task) {
        var texts = releaseParts.texts(place.change().issue());
        return new TaskPage(place.change(), place.environment(), runs.of(task, texts, MOST_STATEMENTS));
    }
}
