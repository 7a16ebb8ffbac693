package io.slipway.api.change;

import io.slipway.api.change.model.StartTokenView;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.change.StartTokens;
import io.slipway.project.Members;
import io.slipway.project.Role;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Gives developers tokens with which a process that they start in Camunda knows them. */
@RestController
class StartTokenController {

    private final Changes changes;
    private final Members members;
    private final StartTokens tokens;
    private final Clock clock;

    StartTokenController(Changes changes, Members members, StartTokens tokens, Clock clock) {
        this.changes = changes;
        this.members = members;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Mint a token by which a process that is started over plain REST knows who asks; it can be used once. */
    @PostMapping("/v1/projects/{project}/startTokens")
    @ResponseStatus(HttpStatus.CREATED)
    StartTokenView mint(@AuthenticationPrincipal AuthenticatedAccount caller, @PathVariable String project) {
        var found = changes.project(caller, project);
        members.require(caller.account(), found, Role.DEVELOPER, Role.OWNER);
        var expires = clock.instant().plus(StartTokens.VALIDITY);
        return new StartTokenView(tokens.mint(caller.account(), found), expires);
    }
}
