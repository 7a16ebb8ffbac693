package io.slipway.api.edit;

import io.slipway.api.change.ChangeReader;
import io.slipway.api.change.Changes;
import io.slipway.api.change.model.IssueView;
import io.slipway.api.model.PageView;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.change.DivergenceCommands;
import io.slipway.change.patch.EditPatch;
import io.slipway.rollout.task.Divergence;
import io.slipway.rollout.task.Divergences;
import io.slipway.rollout.task.TaskList;
import jakarta.validation.Valid;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells which targets of an issue are diverged and takes what is decided about them; gives the edit away as a patch. */
@RestController
@RequestMapping("/v1/projects/{project}/issues")
class DivergenceController {

    private final Changes changes;
    private final ChangeReader reader;
    private final DivergenceCommands commands;
    private final Divergences divergences;
    private final TaskList tasks;
    private final EditPatch patch;

    DivergenceController(
            Changes changes,
            ChangeReader reader,
            DivergenceCommands commands,
            Divergences divergences,
            TaskList tasks,
            EditPatch patch) {
        this.changes = changes;
        this.reader = reader;
        this.commands = commands;
        this.divergences = divergences;
        this.tasks = tasks;
        this.patch = patch;
    }

    /** List the targets that hold an earlier text of a file that was edited. */
    @GetMapping("/{number:\\d+}/divergences")
    PageView<DivergenceView> list(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number) {
        var found =
                divergences.of(changes.issue(caller, project, number).issue().plan());
        var names = tasks.targetNames(
                found.stream().map(Divergence::planTarget).distinct().toList());
        return new PageView<>(
                found.stream()
                        .map(it -> DivergenceView.of(Objects.requireNonNull(names.get(it.planTarget())), it))
                        .toList(),
                null);
    }

    /** Give such targets SQL that takes them to the present text, as a developer; it is checked and approved like the rest. */
    @PostMapping("/{number:\\d+}:reconcile")
    IssueView reconcile(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody @Valid ReconcileRequest request) {
        var issue = changes.issue(caller, project, number).issue();
        commands.reconcile(caller.account(), issue.id(), request.targets(), request.sql(), request.reason());
        return reader.issue(caller.account(), changes.issue(caller, project, number));
    }

    /** Accept what such targets hold as equal to the present text, as a releaser and with a reason. */
    @PostMapping("/{number:\\d+}:acceptAsEqual")
    IssueView acceptAsEqual(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody @Valid AcceptRequest request) {
        var issue = changes.issue(caller, project, number).issue();
        commands.acceptAsEqual(caller.account(), issue.id(), request.targets(), request.reason());
        return reader.issue(caller.account(), changes.issue(caller, project, number));
    }

    /** Return what edits changed since the commit as a unified diff; empty if the change is as the repository has it. */
    @GetMapping(path = "/{number:\\d+}/patch", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
    String patch(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number) {
        return patch.of(changes.issue(caller, project, number).issue());
    }
}
