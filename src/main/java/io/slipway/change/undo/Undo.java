package io.slipway.change.undo;

import io.slipway.project.TargetRef;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How what an issue brought is taken back.
 *
 * @param steps the last version first
 * @param targets exactly those that have all of these versions from the issue
 */
public record Undo(int issue, List<Step> steps, List<TargetRef> targets) {

    /** By what a version is taken back. */
    public enum Source {
        /** An undo file, stored with the release. */
        UNDO_FILE,
        /** The rows that its statements kept of what they changed. */
        KEPT_ROWS
    }

    /**
     * A version to take back.
     *
     * @param by the undo file's path, or the version's own where its kept rows are put back
     */
    public record Step(String track, String version, Source source, String by, String statement) {

        private String title() {
            return switch (source) {
                case UNDO_FILE -> "-- Takes back version %s of track %s by '%s'.".formatted(version, track, by);
                case KEPT_ROWS ->
                    "-- Puts back the rows that version %s of track %s kept ('%s').".formatted(version, track, by);
            };
        }

        /** A file need not end its last statement. */
        private String text() {
            var text = statement.stripTrailing();
            var lastLine = text.substring(text.lastIndexOf('\n') + 1);
            return text.endsWith(";") && !lastLine.contains("--") ? text : text + "\n;";
        }
    }

    /** Return the SQL of the whole, as a one-off. */
    public String sql() {
        return "-- Undoes issue %d.\n".formatted(issue)
                + steps.stream()
                        .map(step -> step.title() + "\n" + step.text() + "\n")
                        .collect(Collectors.joining("\n"));
    }
}
