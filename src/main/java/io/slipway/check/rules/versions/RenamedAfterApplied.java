package io.slipway.check.rules.versions;

import io.slipway.check.AppliedRevision;
import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.CheckedTarget;
import io.slipway.check.rules.TargetRule;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A file that was renamed after it was applied makes the revisions hard to follow. */
@Component
final class RenamedAfterApplied implements TargetRule {

    @Override
    public List<Finding> check(CheckedTarget target) {
        return target.files().stream().flatMap(file -> check(target, file)).toList();
    }

    private Stream<Finding> check(CheckedTarget target, CheckedFile file) {
        return target.revisionOf(file).stream()
                .filter(revision -> file.sha256().equals(revision.sha256()) && isRenamed(file, revision))
                .map(revision -> renamed(target, file, revision));
    }

    private static boolean isRenamed(CheckedFile file, AppliedRevision revision) {
        return revision.path() != null && !nameOf(revision.path()).equals(nameOf(file.path()));
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Finding renamed(CheckedTarget target, CheckedFile file, AppliedRevision revision) {
        return finding(
                        Level.WARNING,
                        file.path(),
                        "Version '%s' was applied to '%s' as '%s'; under its new name '%s' it is not applied again, and its revision is hard to find."
                                .formatted(revision.version(), target.name(), revision.path(), file.path()),
                        "Keep the name that a file had when it was applied.")
                .on(target.name());
    }
}
