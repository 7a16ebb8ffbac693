package io.slipway.api.change.condition;

import io.slipway.api.change.ChangeReader;
import io.slipway.api.change.Changes;
import io.slipway.api.change.model.ReasonRequest;
import io.slipway.api.change.model.StageView;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.rollout.condition.ConditionCommands;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Names what a stage's start waits for, drops it, and opens gates. */
@RestController
@RequestMapping("/v1/projects/{project}/rollouts/{number:\\d+}/stages")
class ConditionController {

    private final Changes changes;
    private final ChangeReader reader;
    private final ConditionCommands commands;

    ConditionController(Changes changes, ChangeReader reader, ConditionCommands commands) {
        this.changes = changes;
        this.reader = reader;
        this.commands = commands;
    }

    /** Let a stage start only after other issues are done and gates are open, as a releaser. */
    @PostMapping("/{environment}:dependOn")
    StageView dependOn(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable String environment,
            @RequestBody @Valid ConditionRequest request) {
        var place = changes.stage(caller, project, number, environment);
        commands.dependOn(caller.account(), place.stage().id(), request.named());
        return reader.stage(caller.account(), changes.stage(caller, project, number, environment));
    }

    /** Let a stage no longer wait for an issue or a gate, as a releaser and with a reason. */
    @PostMapping("/{environment}:dropDependency")
    StageView drop(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable String environment,
            @RequestBody @Valid ConditionRequest request) {
        var place = changes.stage(caller, project, number, environment);
        commands.drop(caller.account(), place.stage().id(), request.named(), request.why());
        return reader.stage(caller.account(), changes.stage(caller, project, number, environment));
    }

    /** Open a gate; said again with the same reason, it is said once. */
    @PostMapping("/{environment}/gates/{gate}:open")
    StageView open(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable String environment,
            @PathVariable String gate,
            @RequestBody(required = false) @Nullable ReasonRequest request) {
        var place = changes.stage(caller, project, number, environment);
        commands.open(caller.account(), place.stage().id(), gate, ReasonRequest.of(request));
        return reader.stage(caller.account(), changes.stage(caller, project, number, environment));
    }
}
