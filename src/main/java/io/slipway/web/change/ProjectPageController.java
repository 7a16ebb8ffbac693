package io.slipway.web.change;

import io.slipway.api.security.AuthenticatedAccount;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows the caller's projects and a project's issues. */
@Controller
class ProjectPageController {

    private final ProjectPages pages;

    ProjectPageController(ProjectPages pages) {
        this.pages = pages;
    }

    @GetMapping({"/", "/projects"})
    String projects(@AuthenticationPrincipal AuthenticatedAccount caller, Model model) {
        model.addAttribute("projects", pages.projects(caller));
        return "web/projects";
    }

    @GetMapping("/projects/{project}/issues")
    String issues(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @RequestParam @Nullable Integer before,
            Model model) {
        model.addAttribute("list", pages.issues(caller, project, before));
        return "web/issues";
    }

    @GetMapping("/projects/{project}")
    String project(@PathVariable String project) {
        return "redirect:/projects/{project}/issues";
    }
}
