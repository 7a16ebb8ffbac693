package io.slipway.api.project;

import io.slipway.api.model.DatabaseGroupView;
import io.slipway.api.model.PageView;
import io.slipway.api.model.ProjectView;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.project.DatabaseGroup;
import io.slipway.project.DatabaseGroups;
import io.slipway.project.Members;
import io.slipway.project.Project;
import io.slipway.project.Projects;
import io.slipway.project.Targets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows projects and their database groups. */
@RestController
@RequestMapping("/v1/projects")
class ProjectController {

    private final Projects projects;
    private final Members members;
    private final DatabaseGroups groups;
    private final Targets targets;
    private final Sight sight;

    ProjectController(Projects projects, Members members, DatabaseGroups groups, Targets targets, Sight sight) {
        this.projects = projects;
        this.members = members;
        this.groups = groups;
        this.targets = targets;
        this.sight = sight;
    }

    /** List the projects that the account is a member of. */
    @GetMapping
    PageView<ProjectView> list(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @RequestParam @Nullable Integer pageSize,
            @RequestParam @Nullable String pageToken) {
        var page = Page.of(pageSize, pageToken);
        var visible = sight.projects(caller);
        return page.view(
                visible.isEmpty() ? List.of() : projects.page(visible, page.after(), page.limit()),
                Project::id,
                project -> view(caller, project));
    }

    /** Return a project. */
    @GetMapping("/{project}")
    ProjectView get(@AuthenticationPrincipal AuthenticatedAccount caller, @PathVariable String project) {
        return view(caller, sight.project(caller, project));
    }

    /** List the database groups of a project. */
    @GetMapping("/{project}/databaseGroups")
    PageView<DatabaseGroupView> groups(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @RequestParam @Nullable Integer pageSize,
            @RequestParam @Nullable String pageToken) {
        var page = Page.of(pageSize, pageToken);
        var found = sight.project(caller, project);
        return page.view(
                groups.page(found.id(), page.after(), page.limit()), DatabaseGroup::id, group -> view(found, group));
    }

    /** Return a database group with the targets that it stands for now. */
    @GetMapping("/{project}/databaseGroups/{group}")
    DatabaseGroupView group(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable String group) {
        var found = sight.project(caller, project);
        return groups.byName(found.id(), group)
                .map(it -> view(found, it))
                .orElseThrow(() -> Sight.unknown("projects/%s/databaseGroups/%s".formatted(project, group)));
    }

    private DatabaseGroupView view(Project project, DatabaseGroup group) {
        return DatabaseGroupView.of(project, group, targets.members(project, group));
    }

    private ProjectView view(AuthenticatedAccount caller, Project project) {
        return ProjectView.of(
                project, members.roles(project.id(), caller.account().id()));
    }
}
