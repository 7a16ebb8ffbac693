package io.slipway.api.change;

import io.slipway.api.change.model.ReasonRequest;
import io.slipway.api.change.model.RescheduleRequest;
import io.slipway.api.change.model.StageView;
import io.slipway.api.security.AuthenticatedAccount;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes what releasers ask of one wave of a stage, which is shown with its stage. */
@RestController
@RequestMapping("/v1/projects/{project}/rollouts/{number:\\d+}/stages/{environment}/waves")
class WaveController {

    private static final String WAVE = "/{position:\\d+}";

    private final Changes changes;
    private final ChangeReader reader;
    private final Orders orders;

    WaveController(Changes changes, ChangeReader reader, Orders orders) {
        this.changes = changes;
        this.reader = reader;
        this.orders = orders;
    }

    /** The path of a wave, as Spring binds it from the request. */
    record WavePath(String project, int number, String environment, int position) {}

    /** Cancel what of a wave is scheduled and stop what runs, as a releaser. */
    @PostMapping(WAVE + ":cancel")
    StageView cancel(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            WavePath path,
            @RequestBody(required = false) @Nullable ReasonRequest request) {
        orders.cancel(caller.account(), scope(caller, path), ReasonRequest.of(request));
        return reader.stage(caller.account(), place(caller, path));
    }

    /** Give what of a wave is scheduled another start, as a releaser. */
    @PostMapping(WAVE + ":reschedule")
    StageView reschedule(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            WavePath path,
            @RequestBody @Valid RescheduleRequest request) {
        orders.reschedule(
                caller.account(),
                scope(caller, path),
                request.startAt().toInstant(),
                request.reason() == null ? "" : request.reason());
        return reader.stage(caller.account(), place(caller, path));
    }

    private Changes.Place place(AuthenticatedAccount caller, WavePath path) {
        return changes.stage(caller, path.project(), path.number(), path.environment());
    }

    private Orders.Scope scope(AuthenticatedAccount caller, WavePath path) {
        var place = place(caller, path);
        return Orders.Scope.of(place, changes.wave(place, path.position()));
    }
}
