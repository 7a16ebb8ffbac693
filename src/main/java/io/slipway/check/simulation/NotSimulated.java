package io.slipway.check.simulation;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.Quoting;
import io.slipway.check.rules.Rule;
import java.util.List;
import java.util.stream.Collectors;

/** Statements of a file that the simulation leaves out. */
final class NotSimulated implements Rule.Named {

    private static final int LISTED = 20;

    Finding of(String path, List<LeftOut> leftOut) {
        boolean harmless = leftOut.stream().noneMatch(LeftOut::missed);
        String more = leftOut.size() > LISTED ? " and %d more".formatted(leftOut.size() - LISTED) : "";
        return finding(
                harmless ? Level.INFO : Level.WARNING,
                path,
                leftOut.getFirst().line(),
                "Nobody has seen these statements run, because they reach beyond the database: %s%s."
                        .formatted(
                                leftOut.stream()
                                        .limit(LISTED)
                                        .map(NotSimulated::listed)
                                        .collect(Collectors.joining(", ")),
                                more),
                "Read them with care; they run for the first time on the target.");
    }

    private static String listed(LeftOut leftOut) {
        return "%s (line %d)".formatted(Quoting.shown(leftOut.what()), leftOut.line());
    }
}
