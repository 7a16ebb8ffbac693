package io.slipway.check.rules.directives;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.CheckedTarget;
import io.slipway.check.rules.Quoting;
import io.slipway.check.rules.TargetRule;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A file that declares what it reads is not run where that is not configured. */
@Component
final class MissingVariable implements TargetRule {

    @Override
    public List<Finding> check(CheckedTarget target) {
        return target.pending().stream().flatMap(file -> check(target, file)).toList();
    }

    private Stream<Finding> check(CheckedTarget target, CheckedFile file) {
        return Directives.of(file.parsed())
                .variables()
                .filter(variable -> !target.target().variables().containsKey(variable.value()))
                .map(variable -> finding(
                                Level.ERROR,
                                file.path(),
                                variable.line(),
                                "'%s' has no variable '%s', which the file declares to read."
                                        .formatted(target.name(), Quoting.shown(variable.value())),
                                "Configure it under the database's 'variables', or leave the target out.")
                        .on(target.name()));
    }
}
