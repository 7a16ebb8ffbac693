package io.slipway.api.project;

import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.failure.RejectedException;
import io.slipway.project.Members;
import io.slipway.project.Project;
import io.slipway.project.Projects;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a caller may see: administrators everything, others the projects they are members of. */
@Component
public class Sight {

    private final Projects projects;
    private final Members members;

    Sight(Projects projects, Members members) {
        this.projects = projects;
        this.members = members;
    }

    /** Return the project; one that the caller may not see is as unknown as one that is not there. */
    public Project project(AuthenticatedAccount caller, String name) {
        return projects.byName(name)
                .filter(project -> sees(caller, project.id()))
                .orElseThrow(() -> unknown("projects/" + name));
    }

    /** Say whether the caller may see what belongs to the project. */
    public boolean sees(AuthenticatedAccount caller, long project) {
        return caller.account().administrator()
                || !members.roles(project, caller.account().id()).isEmpty();
    }

    /** Return the ids of the projects that the caller may see. */
    public List<Long> projects(AuthenticatedAccount caller) {
        return caller.account().administrator()
                ? projects.findAll().stream().map(Project::id).toList()
                : members.projects(caller.account().id());
    }

    /** Return the refusal of a resource that is not there for the caller. */
    public static RejectedException unknown(String resource) {
        return new RejectedException(
                RejectedException.Reason.NOT_FOUND,
                "unknown-resource",
                "There is no '%s'.".formatted(resource),
                "Check the name, and that you are a member of its project.");
    }
}
