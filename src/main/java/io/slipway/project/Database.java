package io.slipway.project;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/** One database on an instance: how changes run in it and, where each tenant has a schema, which schemas. */
public record Database(
        @Id long id,
        long instance,
        long project,
        String name,
        @Nullable Long environment,
        Map<String, String> labels,
        @Nullable String runAs,
        List<String> searchPath,
        Map<String, String> variables,
        List<String> schemas) {

    public Database {
        labels = Map.copyOf(labels);
        searchPath = List.copyOf(searchPath);
        variables = Map.copyOf(variables);
        schemas = List.copyOf(schemas);
    }
}
