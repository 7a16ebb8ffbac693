package io.slipway.api.change;

import io.slipway.api.change.model.ReasonRequest;
import io.slipway.api.change.model.RescheduleRequest;
import io.slipway.api.change.model.ResolveRequest;
import io.slipway.api.change.model.StatementView;
import io.slipway.api.change.model.TaskView;
import io.slipway.api.model.PageView;
import io.slipway.api.project.Page;
import io.slipway.api.security.AuthenticatedAccount;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows a stage's tasks and what their attempts did, and takes what releasers ask of them. */
@RestController
@RequestMapping("/v1/projects/{project}/rollouts/{number:\\d+}/stages/{environment}/tasks")
class TaskController {

    private static final String TASK = "/{task:\\d+}";

    private final Changes changes;
    private final TaskReader reader;
    private final Orders orders;

    TaskController(Changes changes, TaskReader reader, Orders orders) {
        this.changes = changes;
        this.reader = reader;
        this.orders = orders;
    }

    /** The path of a task, as Spring binds it from the request. */
    record TaskPath(
            String project,
            int number,
            String environment,
            @Nullable Long task) {

        long id() {
            return task == null ? 0 : task;
        }
    }

    /** List the tasks of a stage, a target each. */
    @GetMapping
    PageView<TaskView> list(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            TaskPath path,
            @RequestParam @Nullable Integer pageSize,
            @RequestParam @Nullable String pageToken) {
        return reader.page(caller.account(), place(caller, path), Page.of(pageSize, pageToken));
    }

    /** Return a task with its attempts. */
    @GetMapping(TASK)
    TaskView get(@AuthenticationPrincipal AuthenticatedAccount caller, TaskPath path) {
        var place = place(caller, path);
        return reader.one(caller.account(), place, changes.task(place, path.id()));
    }

    /** List the statements that a task ran: place, duration, rows, error. */
    @GetMapping(TASK + "/logs")
    PageView<StatementView> logs(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            TaskPath path,
            @RequestParam @Nullable Integer pageSize,
            @RequestParam @Nullable String pageToken) {
        return reader.logs(changes.task(place(caller, path), path.id()), Page.of(pageSize, pageToken));
    }

    /** Cancel a scheduled task, or stop a running one, as a releaser. */
    @PostMapping(TASK + ":cancel")
    TaskView cancel(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            TaskPath path,
            @RequestBody(required = false) @Nullable ReasonRequest request) {
        orders.cancel(caller.account(), scope(caller, path), ReasonRequest.of(request));
        return get(caller, path);
    }

    /** Give a scheduled task another start, as a releaser. */
    @PostMapping(TASK + ":reschedule")
    TaskView reschedule(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            TaskPath path,
            @RequestBody @Valid RescheduleRequest request) {
        orders.reschedule(
                caller.account(),
                scope(caller, path),
                request.startAt().toInstant(),
                request.reason() == null ? "" : request.reason());
        return get(caller, path);
    }

    /** Try a failed task again, as a releaser. */
    @PostMapping(TASK + ":retry")
    TaskView retry(@AuthenticationPrincipal AuthenticatedAccount caller, TaskPath path) {
        orders.retry(caller.account(), scope(caller, path));
        return get(caller, path);
    }

    /** Leave a failed or unknown task out, as a releaser and with a reason. */
    @PostMapping(TASK + ":skip")
    TaskView skip(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            TaskPath path,
            @RequestBody(required = false) @Nullable ReasonRequest request) {
        orders.skip(caller.account(), scope(caller, path), ReasonRequest.of(request));
        return get(caller, path);
    }

    /** Say what was found on the target of an unknown task, as a releaser and with a reason. */
    @PostMapping(TASK + ":resolve")
    TaskView resolve(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            TaskPath path,
            @RequestBody @Valid ResolveRequest request) {
        var place = place(caller, path);
        orders.resolve(
                caller.account(),
                place,
                changes.task(place, path.id()),
                request.outcome().equals("applied"),
                request.reason() == null ? "" : request.reason());
        return get(caller, path);
    }

    private Changes.Place place(AuthenticatedAccount caller, TaskPath path) {
        return changes.stage(caller, path.project(), path.number(), path.environment());
    }

    private Orders.Scope scope(AuthenticatedAccount caller, TaskPath path) {
        var place = place(caller, path);
        return Orders.Scope.of(place, changes.task(place, path.id()));
    }
}
