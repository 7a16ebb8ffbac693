package io.slipway.check.rules.versions;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.CheckedTarget;
import io.slipway.check.rules.Rule;
import io.slipway.release.Version;

/** A version below the highest applied one that has nothing to do with those above it, as when two branches are merged. */
final class OutOfOrderDisjoint implements Rule.Named {

    Finding of(CheckedTarget target, CheckedFile file, Version version, Version highest) {
        return finding(
                        Level.WARNING,
                        file.path(),
                        "Version '%s' comes before '%s', which '%s' already has; the two have no object in common."
                                .formatted(version, highest, target.name()),
                        "Nothing, if it was meant so; else give the file a version above '%s'.".formatted(highest))
                .on(target.name());
    }
}
