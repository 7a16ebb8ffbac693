package io.slipway.api.change;

import io.slipway.api.change.model.ReleaseRequest;
import io.slipway.api.change.model.ReleaseView;
import io.slipway.api.model.PageView;
import io.slipway.api.project.Page;
import io.slipway.api.project.Sight;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.change.checking.ReleaseChecks;
import io.slipway.project.Members;
import io.slipway.project.Project;
import io.slipway.project.Role;
import io.slipway.release.MigrationFiles;
import io.slipway.release.Release;
import io.slipway.release.ReleaseArchive;
import io.slipway.release.ReleaseDraft;
import io.slipway.release.Releases;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes releases in and shows them; the same content of the same commit is the same release. */
@RestController
@RequestMapping("/v1/projects/{project}/releases")
class ReleaseController {

    private final Changes changes;
    private final Members members;
    private final ReleaseArchive archive;
    private final Releases releases;
    private final MigrationFiles files;
    private final ReleaseChecks checks;

    ReleaseController(
            Changes changes,
            Members members,
            ReleaseArchive archive,
            Releases releases,
            MigrationFiles files,
            ReleaseChecks checks) {
        this.changes = changes;
        this.members = members;
        this.archive = archive;
        this.releases = releases;
        this.files = files;
        this.checks = checks;
    }

    /**
     * Make a release of files: in JSON or, as large ones must be, as parts {@code files}, named by their paths, beside a part {@code release}.
     */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ReleaseView> store(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @RequestBody @Valid ReleaseRequest request) {
        return store(caller, project, request.draft());
    }

    /**
     * Make a release of files: in JSON or, as large ones must be, as parts {@code files}, named by their paths, beside a part {@code release}.
     *
     * @param release all but the files, as JSON
     * @param files each with its path as its file name
     */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<ReleaseView> upload(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @RequestPart("release") @Valid ReleaseRequest release,
            @RequestPart(name = "files", required = false) @Nullable List<MultipartFile> files) {
        return store(
                caller,
                project,
                release.draft(
                        files == null
                                ? List.of()
                                : files.stream().map(UploadedFile::new).toList()));
    }

    private ResponseEntity<ReleaseView> store(AuthenticatedAccount caller, String project, ReleaseDraft draft) {
        var found = changes.project(caller, project);
        members.require(caller.account(), found, Role.DEVELOPER, Role.RELEASER, Role.OWNER);
        var newest = releases.page(found.id(), Long.MAX_VALUE, 1).stream()
                .mapToLong(Release::id)
                .findFirst()
                .orElse(0);
        var stored = stored(found, draft, caller);
        return ResponseEntity.status(stored.id() > newest ? HttpStatus.CREATED : HttpStatus.OK)
                .body(view(found, stored, false));
    }

    /** Two callers may store the same content at once: the second finds what the first stored. */
    private Release stored(Project project, ReleaseDraft draft, AuthenticatedAccount caller) {
        try {
            return archive.store(project, draft, caller.account().id());
        } catch (DuplicateKeyException storedMeanwhile) {
            return archive.store(project, draft, caller.account().id());
        }
    }

    /** List the releases of a project, the newest first. */
    @GetMapping
    PageView<ReleaseView> list(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @RequestParam @Nullable Integer pageSize,
            @RequestParam @Nullable String pageToken) {
        var page = Page.of(pageSize, pageToken);
        var found = changes.project(caller, project);
        return page.view(
                releases.page(found.id(), page.after() == 0 ? Long.MAX_VALUE : page.after(), page.limit()),
                Release::id,
                release -> ReleaseView.of(found, release, null, null, false));
    }

    /** Return a release with its files. */
    @GetMapping("/{release}")
    ReleaseView get(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable String release,
            @RequestParam(defaultValue = "") String view) {
        var found = changes.project(caller, project);
        return releases.findByProjectAndName(found.id(), release)
                .map(it -> view(found, it, view.equals("full")))
                .orElseThrow(() -> Sight.unknown("%s/releases/%s".formatted(found.resource(), release)));
    }

    private ReleaseView view(Project project, Release release, boolean full) {
        var check = checks.of(release)
                .map(it -> ReleaseView.Check.of(it, checks.findings(project.id(), it)))
                .orElse(null);
        return ReleaseView.of(
                project, release, check, full ? files.of(release.id()) : files.outlines(release.id()), full);
    }
}
