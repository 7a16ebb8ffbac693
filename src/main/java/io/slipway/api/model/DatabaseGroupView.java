package io.slipway.api.model;

import io.slipway.project.DatabaseGroup;
import io.slipway.project.Project;
import io.slipway.project.TargetRef;
import java.util.List;

/** A database group and the targets that it stands for now. */
public record DatabaseGroupView(
        String name,
        String expression,
        List<String> include,
        List<String> exclude,
        List<String> members,
        List<String> actions) {

    public static DatabaseGroupView of(Project project, DatabaseGroup group, List<TargetRef> members) {
        return new DatabaseGroupView(
                "%s/databaseGroups/%s".formatted(project.resource(), group.name()),
                group.expression(),
                group.included(),
                group.excluded(),
                members.stream().map(TargetRef::name).toList(),
                List.of());
    }
}
