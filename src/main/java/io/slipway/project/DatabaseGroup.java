package io.slipway.project;

import java.util.List;
import org.springframework.data.annotation.Id;

/** The targets of a project that a FEEL expression matches, with some always and some never among them. */
public record DatabaseGroup(
        @Id long id, long project, String name, String expression, List<String> included, List<String> excluded) {

    public DatabaseGroup {
        included = List.copyOf(included);
        excluded = List.copyOf(excluded);
    }
}
