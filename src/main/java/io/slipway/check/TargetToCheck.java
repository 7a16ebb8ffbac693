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
 * @param parts what was committed of files that are not there as a whole
 */
public record TargetToCheck(
        String name,
        String environment,
        String server,
        List<String> searchPath,
        Map<String, String> variables,
        List<AppliedRevision> applied,
        List<CommittedPart> parts) {

    /**
     * A segment that was committed of a file whose version is not there as a whole.
     *
     * @param position among the file's segments, from 1
     * @param sha256 of its text
     */
    public record CommittedPart(String track, String version, int position, String sha256) {}

    public TargetToCheck {
        searchPath = List.copyOf(searchPath);
        variables = Map.copyOf(variables);
        applied = List.copyOf(applied);
        parts = List.copyOf(parts);
    }

    /** A target on which no file stopped halfway. */
    public TargetToCheck(
            String name,
            String environment,
            String server,
            List<String> searchPath,
            Map<String, String> variables,
            List<AppliedRevision> applied) {
        this(name, environment, server, searchPath, variables, applied, List.of());
    }
}
