package io.slipway.web.change;

import io.slipway.api.change.ChangeReader;
import io.slipway.api.change.Changes;
import io.slipway.api.change.model.IssueView;
import io.slipway.api.project.Sight;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.project.Project;
import io.slipway.project.Projects;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the lists that lead to an issue, as one caller may see them. */
@Component
class ProjectPages {

    private static final int SIZE = 25;

    private final Sight sight;
    private final Projects projects;
    private final Issues issues;
    private final ChangeReader reader;

    ProjectPages(Sight sight, Projects projects, Issues issues, ChangeReader reader) {
        this.sight = sight;
        this.projects = projects;
        this.issues = issues;
        this.reader = reader;
    }

    /** One issue of the list. */
    record Line(int number, IssueView issue) {}

    /**
     * Some of a project's issues, the newest first.
     *
     * @param older the number before which the next page begins, or null where there are no older ones
     * @param newest whether these are the newest ones
     */
    record IssueList(
            Project project, List<Line> lines, @Nullable Integer older, boolean newest) {}

    List<Project> projects(AuthenticatedAccount caller) {
        return projects.findAllById(sight.projects(caller)).stream()
                .sorted(Comparator.comparing(Project::name))
                .toList();
    }

    IssueList issues(AuthenticatedAccount caller, String name, @Nullable Integer before) {
        var project = sight.project(caller, name);
        var read = issues.page(project.id(), before == null ? Integer.MAX_VALUE : before, SIZE + 1);
        var shown = read.stream().limit(SIZE).toList();
        return new IssueList(
                project,
                shown.stream().map(issue -> line(caller, project, issue)).toList(),
                read.size() > SIZE ? shown.getLast().number() : null,
                before == null);
    }

    private Line line(AuthenticatedAccount caller, Project project, Issue issue) {
        return new Line(issue.number(), reader.listed(caller.account(), new Changes.Change(project, issue)));
    }
}
