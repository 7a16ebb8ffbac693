package io.slipway.check.rules.versions;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.CheckedTarget;
import io.slipway.check.rules.TargetRule;
import io.slipway.release.Version;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A version below the highest applied one meets a database that its author has not seen. */
@Component
final class OutOfOrder implements TargetRule {

    @Override
    public List<Finding> check(CheckedTarget target) {
        return target.pending().stream().flatMap(file -> check(target, file)).toList();
    }

    private Stream<Finding> check(CheckedTarget target, CheckedFile file) {
        return target.highestApplied(file.track()).stream()
                .flatMap(highest -> file.version().stream()
                        .filter(version -> version.compareTo(highest) < 0)
                        .map(version -> outOfOrder(target, file, version, highest)));
    }

    private Finding outOfOrder(CheckedTarget target, CheckedFile file, Version version, Version highest) {
        return finding(
                        Level.ERROR,
                        file.path(),
                        "Version '%s' comes before '%s', which '%s' already has; there the file would run on a later schema than the one it was written for."
                                .formatted(version, highest, target.name()),
                        "Give the file a version above '%s'.".formatted(highest))
                .on(target.name());
    }
}
