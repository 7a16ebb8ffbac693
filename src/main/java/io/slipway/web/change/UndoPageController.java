package io.slipway.web.change;

import io.slipway.api.change.Changes;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.change.undo.Undo;
import io.slipway.change.undo.Undoing;
import io.slipway.failure.RejectedException;
import io.slipway.web.Redirects;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows the SQL that takes back what an issue brought, and opens the issue with it by the API's command. */
@Controller
@RequestMapping("/projects/{project}/issues/{number:\\d+}/undo")
class UndoPageController {

    private static final int MOST_CHARACTERS = 200_000;

    private final Changes changes;
    private final Undoing undoing;

    UndoPageController(Changes changes, Undoing undoing) {
        this.changes = changes;
        this.undoing = undoing;
    }

    /** Show it; where it cannot be taken back as wished, the reason stands in its place. */
    @GetMapping
    ModelAndView show(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @RequestParam(defaultValue = "") List<String> versions) {
        var change = changes.issue(caller, project, number);
        try {
            return page(change, undoing.show(change.issue(), new Undoing.Wish(versions, List.of())), "");
        } catch (RejectedException e) {
            return page(change, null, e.sentence());
        }
    }

    @PostMapping
    ModelAndView open(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @RequestParam(defaultValue = "") List<String> versions) {
        var change = changes.issue(caller, project, number);
        var wish = new Undoing.Wish(versions, List.of());
        try {
            var opened = undoing.open(caller.account(), change.issue().id(), wish);
            return new ModelAndView(Redirects.seeOther("/" + new Changes.Change(change.project(), opened).name()));
        } catch (RejectedException e) {
            var page = page(change, null, e.sentence());
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
    }

    private static ModelAndView page(Changes.Change change, @Nullable Undo undo, String refusal) {
        var page = new ModelAndView("web/undo");
        var sql = undo == null ? "" : undo.sql();
        page.addObject("change", change);
        page.addObject("undo", undo);
        page.addObject("sql", sql.substring(0, Math.min(sql.length(), MOST_CHARACTERS)));
        page.addObject("cut", sql.length() > MOST_CHARACTERS);
        page.addObject("refusal", refusal);
        return page;
    }
}
