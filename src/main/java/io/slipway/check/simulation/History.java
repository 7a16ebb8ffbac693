package io.slipway.check.simulation;

import io.slipway.check.AppliedRevision;
import io.slipway.check.RevisionKind;
import io.slipway.check.TargetToCheck;
import java.util.Optional;

/** Tells whether what a target holds can be built again from what Slipway knows. */
final class History {

    private History() {}

    /** Return why it cannot, if so. */
    static Optional<String> unknown(TargetToCheck target) {
        return target.applied().stream()
                .flatMap(revision -> unknown(revision).stream())
                .findFirst();
    }

    private static Optional<String> unknown(AppliedRevision revision) {
        if (revision.kind() == RevisionKind.BASELINE) {
            return Optional.of("everything up to version '%s' was there before Slipway".formatted(revision.version()));
        }
        if (revision.kind() == RevisionKind.MARKED) {
            return Optional.of("version '%s' was applied by other means and only marked".formatted(revision.version()));
        }
        return revision.statement() == null
                ? Optional.of("the text of version '%s', which was applied before, is not known"
                        .formatted(revision.version()))
                : Optional.empty();
    }
}
