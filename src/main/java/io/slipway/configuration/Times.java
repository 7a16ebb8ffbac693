package io.slipway.configuration;

import io.slipway.configuration.Entry.FreezeEntry;
import io.slipway.configuration.Entry.WindowEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds what cannot be in the times of windows and freezes. */
final class Times {

    /** So many dated times are read each time that somebody asks for a start. */
    private static final int MOST_PERIODS = 1000;

    private Times() {}

    static List<String> problems(String subject, WindowEntry window) {
        var problems = new ArrayList<String>();
        if ((window.start() == null) != (window.end() == null)) {
            problems.add("%s has only one of 'start' and 'end'.".formatted(subject));
        } else if (window.start() == null && window.openings().isEmpty()) {
            problems.add("%s never opens: it has neither 'start' and 'end' nor 'openings'.".formatted(subject));
        } else if (window.start() == null && !window.days().isEmpty()) {
            problems.add("%s has 'days', but neither 'start' nor 'end'.".formatted(subject));
        }
        problems.addAll(problems(subject, "openings", window.openings()));
        return problems;
    }

    static List<String> problems(String subject, FreezeEntry freeze) {
        var problems = new ArrayList<String>();
        Instant from = freeze.from();
        Instant until = freeze.until();
        if (freeze.periods().isEmpty()) {
            if (from == null || until == null) {
                problems.add("%s never holds: it has neither 'from' and 'until' nor 'periods'.".formatted(subject));
            } else if (!until.isAfter(from)) {
                problems.add("%s ends at %s, which is not after its start.".formatted(subject, until));
            }
        } else if (from != null || until != null) {
            problems.add("%s has both 'periods' and one time from or until.".formatted(subject));
        }
        problems.addAll(problems(subject, "periods", freeze.periods()));
        return problems;
    }

    private static List<String> problems(String subject, String what, List<Period> periods) {
        var problems = new ArrayList<String>();
        if (periods.size() > MOST_PERIODS) {
            problems.add("%s has %d %s, more than %d.".formatted(subject, periods.size(), what, MOST_PERIODS));
        }
        periods.stream()
                .filter(Period::isEmpty)
                .forEach(period -> problems.add("%s has among its %s one that ends at %s, which is not after its start."
                        .formatted(subject, what, period.until())));
        return problems;
    }
}
