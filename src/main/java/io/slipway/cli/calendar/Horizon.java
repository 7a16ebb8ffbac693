package io.slipway.cli.calendar;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** From when until when events count: from the first of this month on, so that a calendar gives the same times all month. */
record Horizon(Instant from, Instant until) {

    static final int DAYS = 400;

    static Horizon of(Clock clock) {
        var from = clock.instant()
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .withDayOfMonth(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        return new Horizon(from, from.plus(Duration.ofDays(DAYS)));
    }

    boolean sees(Occurrence occurrence) {
        return occurrence.until().isAfter(from) && occurrence.from().isBefore(until);
    }
}
