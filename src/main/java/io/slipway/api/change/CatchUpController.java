package io.slipway.api.change;

import io.slipway.api.change.model.IssueView;
import io.slipway.api.change.model.ReasonRequest;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.change.CatchUpOpening;
import io.slipway.rollout.hotfix.CatchUpCommands;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Pays what an issue left out on its targets, or lets them go without. */
@RestController
@RequestMapping("/v1/projects/{project}/issues")
class CatchUpController {

    private final Changes changes;
    private final ChangeReader reader;
    private final CatchUpOpening opening;
    private final CatchUpCommands commands;

    CatchUpController(Changes changes, ChangeReader reader, CatchUpOpening opening, CatchUpCommands commands) {
        this.changes = changes;
        this.reader = reader;
        this.opening = opening;
        this.commands = commands;
    }

    /** Open the issue that catches up; while it is open, it is the answer again. */
    @PostMapping("/{number:\\d+}:catchUp")
    @ResponseStatus(HttpStatus.CREATED)
    IssueView catchUp(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number) {
        var source = changes.issue(caller, project, number);
        var opened = opening.open(caller.account(), source.issue().id());
        return reader.issue(caller.account(), new Changes.Change(source.project(), opened));
    }

    /** Let the targets that an issue left out go without it, as a releaser and with a reason. */
    @PostMapping("/{number:\\d+}:waiveCatchUp")
    IssueView waive(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody(required = false) @Nullable ReasonRequest request) {
        var source = changes.issue(caller, project, number);
        commands.waive(caller.account(), source.issue().id(), ReasonRequest.of(request));
        return reader.issue(caller.account(), changes.issue(caller, project, number));
    }
}
