package io.slipway.web.change;

import io.slipway.api.change.Changes;
import io.slipway.api.project.Sight;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.change.IssueCommands;
import io.slipway.failure.RejectedException;
import io.slipway.web.Redirects;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows an issue, its files, stages and targets, and takes comments; what the caller may not see is as unknown as in the API. */
@Controller
class IssuePageController {

    private static final String ISSUE = "/projects/{project}/issues/{number:\\d+}";
    private static final String STAGE = ISSUE + "/stages/{environment}";

    private final Changes changes;
    private final IssuePages pages;
    private final ReleaseParts releases;
    private final IssueCommands commands;

    IssuePageController(Changes changes, IssuePages pages, ReleaseParts releases, IssueCommands commands) {
        this.changes = changes;
        this.pages = pages;
        this.releases = releases;
        this.commands = commands;
    }

    @GetMapping(ISSUE)
    ModelAndView issue(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number) {
        return page(caller, changes.issue(caller, project, number), "", "");
    }

    /** Add a comment by the API's command and show the page anew; one that is refused stays in its field, with the reason. */
    @PostMapping(ISSUE + "/comments")
    ModelAndView comment(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @RequestParam(defaultValue = "") String text) {
        var change = changes.issue(caller, project, number);
        try {
            commands.comment(caller.account(), change.issue(), text.replace("\r\n", "\n"));
        } catch (RejectedException e) {
            var page = page(caller, change, text, e.sentence());
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        return new ModelAndView(Redirects.seeOther("/" + change.name() + "#comments"));
    }

    private ModelAndView page(
            AuthenticatedAccount caller, Changes.Change change, String refusedComment, String refusal) {
        var page = new ModelAndView("web/issue");
        page.addObject("page", pages.issue(caller, change));
        page.addObject("refusedComment", refusedComment);
        page.addObject("refusal", refusal);
        return page;
    }

    /** Give a whole file away as plain text that no browser interprets or opens. */
    @GetMapping(ISSUE + "/files/{file:\\d+}")
    ResponseEntity<byte[]> file(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable long file) {
        var found = releases.file(changes.issue(caller, project, number), file);
        var name = found.path().substring(found.path().lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(found.statement().getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping(STAGE)
    ModelAndView stage(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable String environment,
            @RequestParam(defaultValue = "0") long after) {
        var place = changes.stage(caller, project, number, environment);
        return new ModelAndView("web/stage", "page", pages.stage(caller, place, after));
    }

    @GetMapping(STAGE + "/tasks/{task:\\d+}")
    ModelAndView task(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @PathVariable String environment,
            @PathVariable long task) {
        var place = changes.stage(caller, project, number, environment);
        return new ModelAndView("web/task", "page", pages.task(place, changes.task(place, task)));
    }

    /** Nothing else is here: told as a page, whatever it looks like. */
    @GetMapping("/projects/**")
    ModelAndView nothing(HttpServletRequest request) {
        throw Sight.unknown(request.getRequestURI().substring(1));
    }
}
