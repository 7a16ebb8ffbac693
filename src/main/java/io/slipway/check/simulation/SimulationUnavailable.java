package io.slipway.check.simulation;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.Quoting;
import io.slipway.check.rules.Rule;

/** A change that nobody has seen run. */
final class SimulationUnavailable implements Rule.Named {

    Finding because(String reason, String help) {
        return finding(
                Level.WARNING,
                "",
                "Nobody has seen the change run, because %s; a statement that fails is only found on the target."
                        .formatted(Quoting.shown(reason)),
                help);
    }
}
