package io.slipway.check.simulation;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.Quoting;
import io.slipway.check.rules.Rule;

/** A statement that fails on a copy fails on the target. */
final class SimulationFailed implements Rule.Named {

    private static final String USUAL_HELP = "Correct the statement; it would fail on the target as it failed here.";

    Finding finding(String path, Failure failure) {
        return finding(
                Level.ERROR,
                path,
                failure.line(),
                "On a copy of what was applied before, the statement fails: %s."
                        .formatted(Quoting.shown(failure.message())),
                failure.hint().isEmpty() ? USUAL_HELP : Quoting.shown(failure.hint()));
    }
}
