package io.slipway.configuration;

import io.slipway.calendar.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A time with a date, as a file gives it. */
record Period(Instant from, Instant until) {

    Period {
        Objects.requireNonNull(from, "a period has no 'from'");
        Objects.requireNonNull(until, "a period has no 'until'");
    }

    static Period of(Span span) {
        return new Period(span.startsAt(), span.endsAt());
    }

    /** Return the periods in order, those that overlap or touch as one, so that the same times always read the same. */
    static List<Period> joined(@Nullable List<Period> periods) {
        var joined = new ArrayList<Period>();
        for (var period : inOrder(periods)) {
            var last = joined.isEmpty() ? null : joined.getLast();
            if (last == null || last.isEmpty() || period.isEmpty() || period.from.isAfter(last.until)) {
                joined.add(period);
            } else if (period.until.isAfter(last.until)) {
                joined.set(joined.size() - 1, new Period(last.from, period.until));
            }
        }
        return List.copyOf(joined);
    }

    private static List<Period> inOrder(@Nullable List<Period> periods) {
        return periods == null
                ? List.of()
                : periods.stream()
                        .map(period -> Objects.requireNonNull(period, "a period is empty"))
                        .sorted(Comparator.comparing(Period::from))
                        .toList();
    }

    static Set<Span> spans(List<Period> periods) {
        return periods.stream()
                .map(period -> new Span(period.from, period.until))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Say whether it ends before it begins or as it begins; it is refused then. */
    boolean isEmpty() {
        return !from.isBefore(until);
    }

    @Override
    public String toString() {
        return from + "/" + until;
    }
}
