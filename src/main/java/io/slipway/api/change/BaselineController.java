package io.slipway.api.change;

import io.slipway.api.change.KnownDatabases.DatabasePath;
import io.slipway.api.change.model.BaselineRequest;
import io.slipway.api.change.model.BaselineView;
import io.slipway.api.model.PageView;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.rollout.adoption.BaselineCommands;
import jakarta.validation.Valid;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes an owner's word for what a database held before Slipway. */
@RestController
class BaselineController {

    private final KnownDatabases databases;
    private final BaselineCommands commands;

    BaselineController(KnownDatabases databases, BaselineCommands commands) {
        this.databases = databases;
        this.commands = commands;
    }

    /** Record up to which version a target held everything before Slipway; with dryRun, only say what that means. */
    @PostMapping("/v1/instances/{instance}/databases/{database}:baseline")
    PageView<BaselineView> baseline(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            DatabasePath path,
            @RequestBody @Valid BaselineRequest request,
            @RequestParam(defaultValue = "false") boolean dryRun) {
        var database = databases.find(caller, path);
        var project = databases.projectOf(database);
        var meanings = dryRun
                ? commands.foresee(caller.account(), project, database, request.order())
                : commands.record(caller.account(), project, database, request.order());
        return new PageView<>(meanings.stream().map(BaselineView::of).toList(), null);
    }
}
