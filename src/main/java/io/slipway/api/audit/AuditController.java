package io.slipway.api.audit;

import io.slipway.api.model.PageView;
import io.slipway.api.project.Page;
import io.slipway.api.project.Sight;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.project.Members;
import io.slipway.project.Project;
import io.slipway.project.Role;
import io.slipway.review.AuditTrail;
import io.slipway.review.Issues;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows a project's record of changes to its members, newest first, and gives it whole to its owners. */
@RestController
@RequestMapping("/v1/projects/{project}")
class AuditController {

    private final Sight sight;
    private final Issues issues;
    private final Members members;
    private final AuditTrail trail;
    private final AuditExport export;

    AuditController(Sight sight, Issues issues, Members members, AuditTrail trail, AuditExport export) {
        this.sight = sight;
        this.issues = issues;
        this.members = members;
        this.trail = trail;
        this.export = export;
    }

    /** List who did, decided or was refused what in a project, the newest first. */
    @GetMapping("/auditEvents")
    PageView<AuditEventView> list(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            AuditQuery query,
            @RequestParam @Nullable Integer pageSize,
            @RequestParam @Nullable String pageToken) {
        var found = sight.project(caller, project);
        return page(found, query.of(found), Page.of(pageSize, pageToken));
    }

    /** List who did, decided or was refused what about an issue, the newest first. */
    @GetMapping("/issues/{number:\\d+}/auditEvents")
    PageView<AuditEventView> listOfIssue(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            AuditQuery query,
            @RequestParam @Nullable Integer pageSize,
            @RequestParam @Nullable String pageToken) {
        var found = sight.project(caller, project);
        var issue = issues.findByProjectAndNumber(found.id(), number)
                .orElseThrow(() -> Sight.unknown("%s/issues/%d".formatted(found.resource(), number)));
        return page(found, query.of(found, issue.number()), Page.of(pageSize, pageToken));
    }

    private PageView<AuditEventView> page(Project project, AuditTrail.Filter filter, Page page) {
        return page.view(
                trail.newest(filter, page.after(), page.limit()),
                AuditTrail.Recorded::id,
                recorded -> AuditEventView.of(project, recorded));
    }

    /** Write all events that are asked for to the response while they are read. */
    @GetMapping("/auditEvents:export")
    void export(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            AuditQuery query,
            @RequestParam(defaultValue = "ndjson") String format,
            HttpServletResponse response)
            throws IOException {
        var found = sight.project(caller, project);
        if (!caller.account().administrator()) {
            members.require(caller.account(), found, Role.OWNER);
        }
        var chosen = AuditExport.Format.of(format);
        response.setContentType(chosen.mediaType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"audit-%s.%s\""
                        .formatted(found.name(), chosen == AuditExport.Format.CSV ? "csv" : "ndjson"));
        export.write(found, query.of(found), chosen, response.getOutputStream());
    }
}
