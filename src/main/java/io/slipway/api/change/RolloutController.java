package io.slipway.api.change;

import io.slipway.api.change.model.FreezeOverrideRequest;
import io.slipway.api.change.model.ReasonRequest;
import io.slipway.api.change.model.RescheduleRequest;
import io.slipway.api.change.model.RolloutView;
import io.slipway.api.change.model.StageView;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.rollout.FreezeCommands;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows rollouts and their stages, and takes what releasers ask of them. */
@RestController
@RequestMapping("/v1/projects/{project}/rollouts/{number:\\d+}")
class RolloutController {

    private static final String STAGE = "/stages/{environment}";

    private final Changes changes;
    private final ChangeReader reader;
    private final Orders orders;
    private final FreezeCommands freezes;

    RolloutController(Changes changes, ChangeReader reader, Orders orders, FreezeCommands freezes) {
        this.changes = changes;
        this.reader = reader;
        this.orders = orders;
        this.freezes = freezes;
    }

    /** Return a rollout, stage by stage. */
    @GetMapping
    RolloutView get(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number) {
        return reader.rollout(caller.account(), changes.issue(caller, project, number));
    }

    /** Return a stage of a rollout with its schedules and what it waits for. */
    @GetMapping(STAGE)
    StageView stage(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable String environment) {
        return reader.stage(caller.account(), changes.stage(caller, project, number, environment));
    }

    /** Cancel what of a stage is scheduled and stop what runs, as a releaser; approvals are kept. */
    @PostMapping(STAGE + ":cancel")
    StageView cancel(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable String environment,
            @RequestBody(required = false) @Nullable ReasonRequest request) {
        var place = changes.stage(caller, project, number, environment);
        orders.cancel(caller.account(), Orders.Scope.of(place), ReasonRequest.of(request));
        return stage(caller, project, number, environment);
    }

    /** Give what of a stage is scheduled another start, as a releaser. */
    @PostMapping(STAGE + ":reschedule")
    StageView reschedule(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable String environment,
            @RequestBody @Valid RescheduleRequest request) {
        var place = changes.stage(caller, project, number, environment);
        orders.reschedule(
                caller.account(),
                Orders.Scope.of(place),
                request.startAt().toInstant(),
                request.reason() == null ? "" : request.reason());
        return stage(caller, project, number, environment);
    }

    /** Try a stage's failed tasks again, as a releaser. */
    @PostMapping(STAGE + ":retry")
    StageView retry(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable String environment) {
        orders.retry(caller.account(), Orders.Scope.of(changes.stage(caller, project, number, environment)));
        return stage(caller, project, number, environment);
    }

    /** Leave a stage's failed or unknown tasks out, as a releaser and with a reason. */
    @PostMapping(STAGE + ":skip")
    StageView skip(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable String environment,
            @RequestBody(required = false) @Nullable ReasonRequest request) {
        orders.skip(
                caller.account(),
                Orders.Scope.of(changes.stage(caller, project, number, environment)),
                ReasonRequest.of(request));
        return stage(caller, project, number, environment);
    }

    /** Let a stage above the target stage go on, as a releaser. */
    @PostMapping(STAGE + ":promote")
    StageView promote(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable String environment) {
        orders.promote(caller.account(), Orders.Scope.of(changes.stage(caller, project, number, environment)));
        return stage(caller, project, number, environment);
    }

    /** Let a stage start in spite of a freeze, as an owner and with a reason. */
    @PostMapping(STAGE + ":overrideFreeze")
    StageView overrideFreeze(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable String environment,
            @RequestBody @Valid FreezeOverrideRequest request) {
        var place = changes.stage(caller, project, number, environment);
        freezes.override(caller.account(), place.stage().id(), request.freezes(), request.reason());
        return stage(caller, project, number, environment);
    }
}
