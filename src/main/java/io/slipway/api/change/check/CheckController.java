package io.slipway.api.change.check;

import io.slipway.api.project.Sight;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.change.checking.ReleaseChecking;
import io.slipway.project.Members;
import io.slipway.project.Role;
import jakarta.validation.Valid;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Checks the files of a pull request; they become no release. */
@RestController
class CheckController {

    private final Sight sight;
    private final Members members;
    private final ReleaseChecking checking;

    CheckController(Sight sight, Members members, ReleaseChecking checking) {
        this.sight = sight;
        this.members = members;
        this.checking = checking;
    }

    /** Check files for targets without making a release of them; nothing is stored but the result. */
    @PostMapping("/v1/projects/{project}/releases:check")
    CheckView check(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @RequestBody @Valid CheckRequest request) {
        var found = sight.project(caller, project);
        members.require(caller.account(), found, Role.DEVELOPER, Role.OWNER);
        return CheckView.of(checking.check(found, request.draft(), request.targets()));
    }
}
