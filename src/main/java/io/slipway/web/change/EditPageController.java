package io.slipway.web.change;

import io.slipway.api.change.Changes;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.change.ChangeEdit;
import io.slipway.change.IssueCommands;
import io.slipway.change.patch.EditPatch;
import io.slipway.failure.RejectedException;
import io.slipway.web.Redirects;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Edits what an issue rolls out by the API's command, and gives the edit away as a patch. */
@Controller
@RequestMapping("/projects/{project}/issues/{number:\\d+}")
class EditPageController {

    private final Changes changes;
    private final EditForms forms;
    private final IssueCommands commands;
    private final EditPatch patch;

    EditPageController(Changes changes, EditForms forms, IssueCommands commands, EditPatch patch) {
        this.changes = changes;
        this.forms = forms;
        this.commands = commands;
        this.patch = patch;
    }

    @GetMapping("/edit")
    ModelAndView form(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number) {
        return page(changes.issue(caller, project, number), forms.of(changes.issue(caller, project, number)), "");
    }

    /** Take the edited texts; what is refused stays in its fields, with the reason. */
    @PostMapping("/edit")
    ModelAndView edit(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number,
            @RequestParam MultiValueMap<String, String> fields) {
        var change = changes.issue(caller, project, number);
        var form = forms.of(change).with(fields);
        try {
            ChangeEdit edit = form.edit();
            commands.edit(caller.account(), change.issue().id(), edit);
        } catch (RejectedException e) {
            var page = page(change, form, e.sentence());
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        return new ModelAndView(Redirects.seeOther("/" + change.name() + "#difference"));
    }

    private static ModelAndView page(Changes.Change change, EditForms.Form form, String refusal) {
        var page = new ModelAndView("web/edit");
        page.addObject("change", change);
        page.addObject("form", form);
        page.addObject("refusal", refusal);
        return page;
    }

    /** Give the edit away as plain text that no browser interprets or opens. */
    @GetMapping("/patch")
    ResponseEntity<byte[]> patch(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable int number) {
        var change = changes.issue(caller, project, number);
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("issue-%d.patch".formatted(number))
                                .build()
                                .toString())
                .body(patch.of(change.issue()).getBytes(StandardCharsets.UTF_8));
    }
}
