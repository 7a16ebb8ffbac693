package io.slipway.check.rules.versions;

import io.slipway.check.AppliedRevision;
import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.RevisionKind;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.CheckedTarget;
import io.slipway.check.rules.TargetRule;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** A file that is gone from the release after it was applied: a new database would come out different. */
@Component
final class DeletedAfterApplied implements TargetRule {

    private static final int NAMED = 5;
    private static final Set<RevisionKind> FROM_FILES = EnumSet.of(RevisionKind.VERSIONED, RevisionKind.REPEATABLE);

    @Override
    public List<Finding> check(CheckedTarget target) {
        var tracks = target.files().stream()
                .filter(file -> !file.isOneOff())
                .map(CheckedFile::track)
                .collect(Collectors.toSet());
        var missing = target.target().applied().stream()
                .filter(revision -> FROM_FILES.contains(revision.kind()) && tracks.contains(revision.track()))
                .filter(revision -> !target.hasFileFor(revision))
                .toList();
        return missing.isEmpty() ? List.of() : List.of(deleted(target, missing));
    }

    private Finding deleted(CheckedTarget target, List<AppliedRevision> missing) {
        String named =
                missing.stream().limit(NAMED).map(DeletedAfterApplied::named).collect(Collectors.joining(", "));
        String more = missing.size() > NAMED ? " and %d more".formatted(missing.size() - NAMED) : "";
        return finding(
                        Level.WARNING,
                        "",
                        "The release no longer has what '%s' already holds: %s%s; a new database built from it would come out different."
                                .formatted(target.name(), named, more),
                        "Keep the files that were applied, and undo them in a new version where they are not wanted.")
                .on(target.name());
    }

    private static String named(AppliedRevision revision) {
        return "'%s'".formatted(Objects.requireNonNullElse(revision.path(), revision.version()));
    }
}
