package io.slipway.api.change.undo;

import io.slipway.api.change.ChangeReader;
import io.slipway.api.change.Changes;
import io.slipway.api.change.model.IssueView;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.change.undo.Undoing;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows how what an issue brought would be taken back, and opens the issue that does it. */
@RestController
@RequestMapping("/v1/projects/{project}/issues")
class UndoController {

    private final Changes changes;
    private final ChangeReader reader;
    private final Undoing undoing;

    UndoController(Changes changes, ChangeReader reader, Undoing undoing) {
        this.changes = changes;
        this.reader = reader;
        this.undoing = undoing;
    }

    /** Return the SQL and the targets, and change nothing. */
    @GetMapping("/{number:\\d+}/undo")
    UndoView show(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @RequestParam(required = false) @Nullable List<String> versions,
            @RequestParam(required = false) @Nullable List<String> targets) {
        var source = changes.issue(caller, project, number);
        return UndoView.of(undoing.show(source.issue(), UndoRequest.wish(versions, targets)));
    }

    /** Open the issue that takes it back; asked again, it is the answer again. */
    @PostMapping("/{number:\\d+}:undo")
    @ResponseStatus(HttpStatus.CREATED)
    IssueView undo(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @RequestBody(required = false) @Nullable UndoRequest request) {
        var source = changes.issue(caller, project, number);
        var opened = undoing.open(caller.account(), source.issue().id(), UndoRequest.of(request));
        return reader.issue(caller.account(), new Changes.Change(source.project(), opened));
    }
}
