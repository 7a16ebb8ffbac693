package io.slipway.api.change;

import io.slipway.api.change.KnownDatabases.DatabasePath;
import io.slipway.api.change.model.RevisionView;
import io.slipway.api.model.PageView;
import io.slipway.api.project.Page;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.release.Revision;
import io.slipway.release.Revisions;
import io.slipway.rollout.task.LedgerRecovery;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what databases hold: the revisions of all their targets. */
@RestController
class RevisionController {

    private final KnownDatabases databases;
    private final Revisions revisions;
    private final LedgerRecovery recovery;

    RevisionController(KnownDatabases databases, Revisions revisions, LedgerRecovery recovery) {
        this.databases = databases;
        this.revisions = revisions;
        this.recovery = recovery;
    }

    /** List the versions that a database holds, by Slipway's copy of its ledger. */
    @GetMapping("/v1/instances/{instance}/databases/{database}/revisions")
    PageView<RevisionView> list(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            DatabasePath path,
            @RequestParam @Nullable Integer pageSize,
            @RequestParam @Nullable String pageToken) {
        var page = Page.of(pageSize, pageToken);
        var found = databases.find(caller, path);
        return page.view(
                revisions.page(found.id(), page.after(), page.limit()),
                Revision::id,
                revision -> RevisionView.of(path.name(), revision));
    }

    /** Follow a database's ledgers after a target or Slipway's own database was restored; for owners and administrators. */
    @PostMapping("/v1/instances/{instance}/databases/{database}:recover")
    PageView<LedgerRecovery.Recovered> recover(
            @AuthenticationPrincipal AuthenticatedAccount caller, DatabasePath path) {
        var found = databases.find(caller, path);
        return new PageView<>(recovery.recover(caller.account(), databases.projectOf(found), found), null);
    }
}
