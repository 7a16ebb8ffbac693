package io.slipway.project;

import io.slipway.failure.RejectedException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words the refusal of a name that the project does not have, with what the project does have nearby. */
final class UnknownTarget {

    private static final int NEARBY = 5;

    private UnknownTarget() {}

    static RejectedException of(Project project, String name, List<TargetRef> all) {
        return refusal(project, name, all.stream().map(TargetRef::shortName));
    }

    static RejectedException ofGroup(Project project, String name, List<DatabaseGroup> groups, List<TargetRef> all) {
        return refusal(
                project,
                name,
                Stream.concat(
                        groups.stream().map(DatabaseGroup::name), all.stream().map(TargetRef::shortName)));
    }

    private static RejectedException refusal(Project project, String name, Stream<String> known) {
        var nearby = known.sorted(Comparator.comparingInt((String other) -> distance(name, other)))
                .limit(NEARBY)
                .map("'%s'"::formatted)
                .collect(Collectors.joining(", "));
        return new RejectedException(
                RejectedException.Reason.INVALID,
                "unknown-target",
                "Project '%s' has no target '%s'.".formatted(project.name(), name),
                nearby.isEmpty()
                        ? "Add a database to the project first; it has none yet."
                        : "Name one that the project has, such as " + nearby + ".");
    }

    /** Return the number of characters to add, remove or change to get from one name to the other. */
    private static int distance(String from, String to) {
        var previous = new int[to.length() + 1];
        for (var column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (var row = 1; row <= from.length(); row++) {
            var current = new int[to.length() + 1];
            current[0] = row;
            for (var column = 1; column <= to.length(); column++) {
                var change = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
                current[column] =
                        Math.min(previous[column - 1] + change, Math.min(previous[column], current[column - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
