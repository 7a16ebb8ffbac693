package io.slipway.api.change;

import io.slipway.api.change.KnownDatabases.DatabasePath;
import io.slipway.api.change.model.RevisionView;
import io.slipway.api.model.PageView;
import io.slipway.api.project.Page;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.release.Revision;
import io.slipway.release.Revisions;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what databases hold: the revisions of all their targets. */
@RestController
@RequestMapping("/v1/instances/{instance}/databases/{database}/revisions")
class RevisionController {

    private final KnownDatabases databases;
    private final Revisions revisions;

    RevisionController(KnownDatabases databases, Revisions revisions) {
        this.databases = databases;
        this.revisions = revisions;
    }

    /** List the versions that a database holds, by Slipway's copy of its ledger. */
    @GetMapping
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
}
