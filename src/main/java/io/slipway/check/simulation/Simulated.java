package io.slipway.check.simulation;

import io.slipway.check.Finding;
import java.util.List;

/**
 * What came of trying a change out.
 *
 * @param ran whether the pending files were run, to their end or to an error of theirs
 */
public record Simulated(boolean ran, List<Finding> findings) {

    static final Simulated NOTHING_TO_RUN = new Simulated(false, List.of());

    static Simulated unavailable(Finding finding) {
        return new Simulated(false, List.of(finding));
    }
}
