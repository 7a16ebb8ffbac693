package io.slipway.api.model;

import io.slipway.project.Project;
import io.slipway.project.Role;
import java.util.List;
import java.util.Set;

/** A project, with the caller's roles in it. */
public record ProjectView(String name, String title, String track, List<String> roles, List<String> actions) {

    public static ProjectView of(Project project, Set<Role> roles) {
        return new ProjectView(
                project.resource(),
                project.title(),
                project.track(),
                roles.stream().map(Role::label).toList(),
                roles.contains(Role.DEVELOPER) ? List.of("createRelease", "openIssue") : List.of());
    }
}
