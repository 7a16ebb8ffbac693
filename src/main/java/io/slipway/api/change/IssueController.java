package io.slipway.api.change;

import io.slipway.api.change.model.CommentView;
import io.slipway.api.change.model.EditRequest;
import io.slipway.api.change.model.IssueRequest;
import io.slipway.api.change.model.IssueView;
import io.slipway.api.change.model.TextRequest;
import io.slipway.api.model.PageView;
import io.slipway.api.project.Page;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.change.IssueCommands;
import io.slipway.project.Project;
import io.slipway.release.Digest;
import io.slipway.review.Commands;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Opens, shows, edits, checks again and withdraws issues. */
@RestController
@RequestMapping("/v1/projects/{project}/issues")
class IssueController {

    private final Changes changes;
    private final ChangeReader reader;
    private final IssueCommands issueCommands;
    private final Issues issues;
    private final Commands commands;

    IssueController(
            Changes changes, ChangeReader reader, IssueCommands issueCommands, Issues issues, Commands commands) {
        this.changes = changes;
        this.reader = reader;
        this.issueCommands = issueCommands;
        this.issues = issues;
        this.commands = commands;
    }

    /** Open an issue. With an Idempotency-Key, a repeated request gets the first answer; an open issue for the very same is the answer, too. */
    @PostMapping
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = IssueView.class)))
    ResponseEntity<?> open(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody @Valid IssueRequest request) {
        var found = changes.project(caller, project);
        Object answer = key == null
                ? opened(caller, found, request)
                : commands.once(
                        new Commands.Command(
                                caller.account().id(),
                                found.resource() + "/issues",
                                key,
                                Digest.of(request.toString())),
                        () -> opened(caller, found, request));
        return ResponseEntity.status(HttpStatus.CREATED).body(answer);
    }

    private IssueView opened(AuthenticatedAccount caller, Project project, IssueRequest request) {
        var opened = issueCommands.open(caller.account(), request.form(project.name()));
        return reader.opened(caller.account(), new Changes.Change(project, opened.issue()), opened.already());
    }

    /** List the issues of a project, the newest first. */
    @GetMapping
    PageView<IssueView> list(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @RequestParam @Nullable Integer pageSize,
            @RequestParam @Nullable String pageToken) {
        var page = Page.of(pageSize, pageToken);
        var found = changes.project(caller, project);
        var before = page.after() == 0 ? Integer.MAX_VALUE : Math.toIntExact(page.after());
        return page.view(
                issues.page(found.id(), before, page.limit()),
                Issue::number,
                issue -> reader.listed(caller.account(), new Changes.Change(found, issue)));
    }

    /** Return an issue with where it stands, stage by stage. */
    @GetMapping("/{number:\\d+}")
    IssueView get(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number) {
        return reader.issue(caller.account(), changes.issue(caller, project, number));
    }

    /** Give an issue other SQL or another release, as a developer; what was decided on the old one is void. Refused while a task is scheduled or runs. */
    @PatchMapping("/{number:\\d+}")
    IssueView edit(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody @Valid EditRequest request) {
        var change = changes.issue(caller, project, number);
        issueCommands.edit(caller.account(), change.issue().id(), request.edit());
        return get(caller, project, number);
    }

    /** What may come with a withdrawal; {@code unlessBusy}: leave it if a task is scheduled or runs. */
    record WithdrawRequest(@Nullable Boolean unlessBusy) {}

    /** Give an issue up; with unlessBusy, only if no task of it is scheduled or runs. */
    @PostMapping("/{number:\\d+}:withdraw")
    IssueView withdraw(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody(required = false) @Nullable WithdrawRequest request) {
        var change = changes.issue(caller, project, number);
        issueCommands.withdraw(
                caller.account(), change.issue().id(), request != null && Boolean.TRUE.equals(request.unlessBusy()));
        return get(caller, project, number);
    }

    /** Have an issue checked again, as its targets are now; approvals are kept. */
    @PostMapping("/{number:\\d+}:check")
    IssueView check(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number) {
        var change = changes.issue(caller, project, number);
        issueCommands.check(caller.account(), change.issue().id());
        return get(caller, project, number);
    }

    /** Say something of an issue, in the thread that forms and pages show. */
    @PostMapping("/{number:\\d+}/comments")
    @ResponseStatus(HttpStatus.CREATED)
    CommentView comment(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody @Valid TextRequest request) {
        var change = changes.issue(caller, project, number);
        var comment = issueCommands.comment(caller.account(), change.issue(), request.text());
        return new CommentView(caller.getName(), comment.text(), comment.createdAt());
    }
}
