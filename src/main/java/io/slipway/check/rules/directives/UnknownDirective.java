package io.slipway.check.rules.directives;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.FileRule;
import io.slipway.check.rules.Quoting;
import java.util.List;
import org.springframework.stereotype.Component;

/** A directive that nobody heeds means something to its author. */
@Component
final class UnknownDirective implements FileRule {

    @Override
    public List<Finding> check(CheckedFile file) {
        return Directives.of(file.parsed()).all().stream()
                .filter(directive -> !directive.isKnown())
                .map(directive -> finding(
                        Level.ERROR,
                        file.path(),
                        directive.line(),
                        "The directive '%s' is none that Slipway knows.".formatted(Quoting.shown(directive.name())),
                        "Write it as in '-- slipway: variables tenant, region', or take it out."))
                .toList();
    }
}
