package io.slipway.check;

import java.util.List;
import java.util.Map;

/**
 * A target that the files are for, with what it holds already; the check never connects to it.
 *
 * @param server host and port of its server, or several separated by commas, so that the simulation keeps away from it
 * @param searchPath the search path that its files start with, empty for the usual one
 * @param variables what its files read as {@code current_setting('slipway.…')}
 * @param applied its revisions, in the order in which they were applied
 */
public record TargetToCheck(
        String name,
        String environment,
        String server,
        List<String> searchPath,
        Map<String, String> variables,
        List<AppliedRevision> applied) {

    public TargetToCheck {
        searchPath = List.copyOf(searchPath);
        variables = Map.copyOf(variables);
        applied = List.copyOf(applied);
    }
}
