package io.slipway.api.model;

import io.slipway.project.Database;
import io.slipway.project.Environment;
import io.slipway.project.Instance;
import io.slipway.project.Project;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A database and how changes run in it. */
public record DatabaseView(
        String name,
        String project,
        String environment,
        Map<String, String> labels,
        @Nullable String runAs,
        List<String> searchPath,
        Map<String, String> variables,
        List<String> schemas,
        List<String> actions) {

    public static DatabaseView of(Database database, Instance instance, Project project, Environment environment) {
        return new DatabaseView(
                "%s/databases/%s".formatted(instance.resource(), database.name()),
                project.resource(),
                environment.resource(),
                database.labels(),
                database.runAs(),
                database.searchPath(),
                database.variables(),
                database.schemas(),
                List.of());
    }
}
