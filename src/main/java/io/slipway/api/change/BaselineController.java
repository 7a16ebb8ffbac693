package io.slipway.api.change;

import io.slipway.api.change.KnownDatabases.DatabasePath;
import io.slipway.api.change.model.BaselineRequest;
import io.slipway.api.change.model.BaselineView;
import io.slipway.api.model.PageView;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.rollout.adoption.BaselineCommands;
import io.slipway.rollout.adoption.CopyCommands;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
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
    private final CopyCommands copies;

    BaselineController(KnownDatabases databases, BaselineCommands commands, CopyCommands copies) {
        this.databases = databases;
        this.commands = commands;
        this.copies = copies;
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

    /** What an owner says of a ledger that came with a copy. */
    record LedgerRequest(
            @NotNull CopyCommands.Revisions revisions,
            @Nullable String reason) {}

    /** Take over a ledger that came with a copy of another database: its revisions are true here, or are set aside. */
    @PostMapping("/v1/instances/{instance}/databases/{database}:takeOverLedger")
    PageView<CopyCommands.Taken> takeOver(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            DatabasePath path,
            @RequestBody @Valid LedgerRequest request) {
        var database = databases.find(caller, path);
        return new PageView<>(
                copies.takeOver(
                        caller.account(),
                        databases.projectOf(database),
                        database,
                        request.revisions(),
                        request.reason() == null ? "" : request.reason()),
                null);
    }
}
