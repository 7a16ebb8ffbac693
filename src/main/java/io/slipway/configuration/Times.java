package io.slipway.configuration;

import io.slipway.configuration.Entry.FreezeEntry;
import io.slipway.configuration.Entry.WindowEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds what cannot be in the times of windows and freezes. */
final class Times {

    /** So many dated times are read each time that somebody asks for a start. */
    private static final int MOST_PERIODS = 1000;

    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");

    private Times() {}

    /** Return a length of time in its largest unit, so that 60m and 1h are the same; what is none stays as it is. */
    static String canonical(String span) {
        var seconds = seconds(span);
        return seconds.isEmpty() ? span : shown(seconds.getAsLong());
    }

    /** Return a length of time, such as {@code 30m}, in seconds; empty if it is none. */
    static OptionalLong seconds(String span) {
        var parts = SPAN.matcher(span.strip());
        return parts.matches()
                ? OptionalLong.of(Long.parseLong(parts.group(1)) * unit(parts.group(2)))
                : OptionalLong.empty();
    }

    /** Return seconds as a length of time in a file. */
    static String shown(long seconds) {
        return Stream.of("d", "h", "m")
                .filter(unit -> seconds > 0 && seconds % unit(unit) == 0)
                .findFirst()
                .map(unit -> seconds / unit(unit) + unit)
                .orElse(seconds + "s");
    }

    private static long unit(String unit) {
        return switch (unit) {
            case "d" -> 86_400;
            case "h" -> 3_600;
            case "m" -> 60;
            default -> 1;
        };
    }

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
