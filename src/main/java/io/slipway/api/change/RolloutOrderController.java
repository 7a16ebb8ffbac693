package io.slipway.api.change;

import io.slipway.api.change.model.ReasonRequest;
import io.slipway.api.change.model.RescheduleRequest;
import io.slipway.api.change.model.RolloutView;
import io.slipway.api.security.AuthenticatedAccount;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes what releasers ask of a whole rollout: it concerns the stage that the rollout has reached. */
@RestController
@RequestMapping("/v1/projects/{project}/rollouts")
class RolloutOrderController {

    private final Changes changes;
    private final ChangeReader reader;
    private final Orders orders;

    RolloutOrderController(Changes changes, ChangeReader reader, Orders orders) {
        this.changes = changes;
        this.reader = reader;
        this.orders = orders;
    }

    /** Cancel what of the stage that a rollout has reached is scheduled, as of the stage. */
    @PostMapping("/{number:\\d+}:cancel")
    RolloutView cancel(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody(required = false) @Nullable ReasonRequest request) {
        var change = changes.issue(caller, project, number);
        orders.cancel(caller.account(), Orders.Scope.of(change), ReasonRequest.of(request));
        return reader.rollout(caller.account(), changes.issue(caller, project, number));
    }

    /** Give what of the stage that a rollout has reached is scheduled another start, as of the stage. */
    @PostMapping("/{number:\\d+}:reschedule")
    RolloutView reschedule(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody @Valid RescheduleRequest request) {
        var change = changes.issue(caller, project, number);
        orders.reschedule(
                caller.account(),
                Orders.Scope.of(change),
                request.startAt().toInstant(),
                request.reason() == null ? "" : request.reason());
        return reader.rollout(caller.account(), changes.issue(caller, project, number));
    }

    /** Try the failed tasks of the stage that a rollout has reached again, as of the stage. */
    @PostMapping("/{number:\\d+}:retry")
    RolloutView retry(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number) {
        orders.retry(caller.account(), Orders.Scope.of(changes.issue(caller, project, number)));
        return reader.rollout(caller.account(), changes.issue(caller, project, number));
    }

    /** Leave the failed tasks of the stage that a rollout has reached out, as of the stage. */
    @PostMapping("/{number:\\d+}:skip")
    RolloutView skip(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody(required = false) @Nullable ReasonRequest request) {
        orders.skip(
                caller.account(), Orders.Scope.of(changes.issue(caller, project, number)), ReasonRequest.of(request));
        return reader.rollout(caller.account(), changes.issue(caller, project, number));
    }

    /** Let the stage that a rollout has reached go on, as of the stage. */
    @PostMapping("/{number:\\d+}:promote")
    RolloutView promote(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number) {
        orders.promote(caller.account(), Orders.Scope.of(changes.issue(caller, project, number)));
        return reader.rollout(caller.account(), changes.issue(caller, project, number));
    }
}
