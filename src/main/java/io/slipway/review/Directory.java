package io.slipway.review;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.project.Environment;
import io.slipway.project.Environments;
import io.slipway.project.Members;
import io.slipway.project.Project;
import io.slipway.project.Projects;
import io.slipway.project.Role;
import io.slipway.release.Release;
import io.slipway.release.Releases;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what the names in a person's request stand for; what the person may not see is refused like what does not exist. */
@Component
public class Directory {

    private final Projects projects;
    private final Members members;
    private final Environments environments;
    private final Releases releases;
    private final Issues issues;

    Directory(Projects projects, Members members, Environments environments, Releases releases, Issues issues) {
        this.projects = projects;
        this.members = members;
        this.environments = environments;
        this.releases = releases;
        this.issues = issues;
    }

    /** Return the project of this name or resource name that the account is a member of. */
    public Project project(Account account, String name) {
        return projects.byName(plain(name))
                .filter(project -> account.administrator()
                        || !members.roles(project.id(), account.id()).isEmpty())
                .orElseThrow(() -> unknown(
                        "unknown-project",
                        "There is no project '%s' that '%s' belongs to.".formatted(shown(name), account.name()),
                        "Name one of your projects."));
    }

    /**
     * Return such a project, in which the account may open issues.
     *
     * @throws RejectedException if it is neither a developer nor an owner there
     */
    public Project projectToChange(Account account, String name) {
        Project project = project(account, name);
        members.require(account, project, Role.DEVELOPER, Role.OWNER);
        return project;
    }

    public Project projectOf(Issue issue) {
        return projects.findById(issue.project()).orElseThrow();
    }

    public Release release(Project project, String name) {
        return releases.findByProjectAndName(project.id(), plain(name))
                .orElseThrow(() -> unknown(
                        "unknown-release",
                        "Project '%s' has no release '%s'.".formatted(project.name(), shown(name)),
                        "Make it first with the client, or type the SQL."));
    }

    public Issue issue(Project project, int number) {
        return issues.findByProjectAndNumber(project.id(), number)
                .orElseThrow(() -> unknown(
                        "unknown-issue",
                        "Project '%s' has no issue %d.".formatted(project.name(), number),
                        "List the project's issues."));
    }

    /** Return the environment of this name or resource name. */
    public Environment environment(String name) {
        return environments
                .byName(plain(name))
                .orElseThrow(() -> unknown(
                        "unknown-stage",
                        "There is no environment '%s'.".formatted(shown(name)),
                        "Name one of: "
                                + environments.inOrder().stream()
                                        .map(Environment::name)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    /** Return the id of an optional ceiling: null for an empty name. */
    @Nullable
    public Long ceiling(String name) {
        return Optional.of(name)
                .filter(given -> !given.isBlank())
                .map(given -> (Long) environment(given).id())
                .orElse(null);
    }

    /** Return an issue's resource name. */
    public String nameOf(Issue issue) {
        return "projects/" + projectOf(issue).name() + "/issues/" + issue.number();
    }

    /** Return the last part of a resource name. */
    public static String plain(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static RejectedException unknown(String code, String message, String help) {
        return new RejectedException(RejectedException.Reason.NOT_FOUND, code, message, help);
    }

    /** Untrusted text, fit to be quoted in one line. */
    public static String shown(String untrusted) {
        String line = untrusted.replaceAll("\\p{C}", "?");
        return line.length() > 60 ? line.substring(0, 60) + "…" : line;
    }
}
