package io.slipway.api.change;

import io.slipway.api.change.KnownDatabases.DatabasePath;
import io.slipway.api.model.PageView;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.project.Members;
import io.slipway.project.Role;
import io.slipway.rollout.task.TargetDoctor;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets administrators and owners look at a database before it is used. */
@RestController
class InspectionController {

    private final KnownDatabases databases;
    private final Members members;
    private final TargetDoctor doctor;

    InspectionController(KnownDatabases databases, Members members, TargetDoctor doctor) {
        this.databases = databases;
        this.members = members;
        this.doctor = doctor;
    }

    /** Look at a database before it is used: what is missing, and what mends it. */
    @GetMapping("/v1/instances/{instance}/databases/{database}:inspect")
    PageView<TargetDoctor.Seen> inspect(@AuthenticationPrincipal AuthenticatedAccount caller, DatabasePath path) {
        var found = databases.find(caller, path);
        var project = databases.projectOf(found);
        if (!caller.account().administrator()) {
            members.require(caller.account(), project, Role.OWNER);
        }
        return new PageView<>(doctor.look(project, found), null);
    }
}
