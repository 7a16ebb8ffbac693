package io.slipway.api.change;

import io.slipway.api.project.Sight;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.project.Environment;
import io.slipway.project.Environments;
import io.slipway.project.Project;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import io.slipway.rollout.Stage;
import io.slipway.rollout.Stages;
import io.slipway.rollout.Waves;
import io.slipway.rollout.task.TaskList;
import org.springframework.stereotype.Component;

/** Finds what the paths of requests name, among what the caller may see. */
@Component
public class Changes {

    private final Sight sight;
    private final Issues issues;
    private final Stages stages;
    private final Environments environments;
    private final Waves waves;
    private final TaskList tasks;

    Changes(Sight sight, Issues issues, Stages stages, Environments environments, Waves waves, TaskList tasks) {
        this.sight = sight;
        this.issues = issues;
        this.stages = stages;
        this.environments = environments;
        this.waves = waves;
        this.tasks = tasks;
    }

    /** An issue, which is also its rollout, and whose it is. */
    public record Change(Project project, Issue issue) {

        public String name() {
            return "%s/issues/%d".formatted(project.resource(), issue.number());
        }

        String rollout() {
            return "%s/rollouts/%d".formatted(project.resource(), issue.number());
        }
    }

    /** A stage of a change. */
    public record Place(Change change, Stage stage, Environment environment) {

        public String name() {
            return "%s/stages/%s".formatted(change.rollout(), environment.name());
        }
    }

    public Project project(AuthenticatedAccount caller, String project) {
        return sight.project(caller, project);
    }

    public Change issue(AuthenticatedAccount caller, String project, int number) {
        var found = sight.project(caller, project);
        return issues.findByProjectAndNumber(found.id(), number)
                .map(issue -> new Change(found, issue))
                .orElseThrow(() -> Sight.unknown("%s/issues/%d".formatted(found.resource(), number)));
    }

    /** Return a stage of the rollout of the issue's present plan. */
    public Place stage(AuthenticatedAccount caller, String project, int number, String environment) {
        var change = issue(caller, project, number);
        return environments
                .byName(environment)
                .flatMap(named -> stages.ofIssue(change.issue().id()).stream()
                        .filter(stage -> stage.environment() == named.id())
                        .findFirst()
                        .map(stage -> new Place(change, stage, named)))
                .orElseThrow(() -> Sight.unknown("%s/stages/%s".formatted(change.rollout(), environment)));
    }

    /** Return a wave of a stage by its position in it, from 1. */
    Waves.Wave wave(Place place, int position) {
        return waves.ofStage(place.stage().id()).stream()
                .filter(wave -> wave.position() == position)
                .findFirst()
                .orElseThrow(() -> Sight.unknown("%s/waves/%d".formatted(place.name(), position)));
    }

    public TaskList.Row task(Place place, long task) {
        return tasks.one(place.stage().id(), task)
                .orElseThrow(() -> Sight.unknown("%s/tasks/%d".formatted(place.name(), task)));
    }
}
