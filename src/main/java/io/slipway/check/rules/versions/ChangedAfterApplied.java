package io.slipway.check.rules.versions;

import io.slipway.check.AppliedRevision;
import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.CheckedTarget;
import io.slipway.check.rules.TargetRule;
import io.slipway.release.MigrationKind;
import io.slipway.release.RecordedText;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A file that was edited after it was applied leaves the target with its earlier text for ever. */
@Component
final class ChangedAfterApplied implements TargetRule {

    @Override
    public List<Finding> check(CheckedTarget target) {
        return target.files().stream()
                .filter(file -> file.kind() == MigrationKind.VERSIONED || file.isOneOff())
                .flatMap(file -> check(target, file))
                .toList();
    }

    private Stream<Finding> check(CheckedTarget target, CheckedFile file) {
        return target.revisionOf(file).stream()
                .filter(revision -> revision.sha256() != null
                        && RecordedText.isOther(revision.sha256(), file.sha256(), file.text()))
                .map(revision -> changed(target, file, revision));
    }

    private Finding changed(CheckedTarget target, CheckedFile file, AppliedRevision revision) {
        String source = revision.path() == null ? "" : " from '%s'".formatted(revision.path());
        return finding(
                        Level.ERROR,
                        file.path(),
                        "'%s' already has version '%s'%s with another text; what '%s' now says would never get there."
                                .formatted(target.name(), revision.version(), source, file.path()),
                        "Restore the text that was applied, and put the change into a file with a version of its own.")
                .on(target.name());
    }
}
