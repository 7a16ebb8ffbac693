package io.slipway.calendar;

import java.time.Instant;
import org.springframework.data.relational.core.mapping.Table;

/** A time with a date: from its start up to, not including, its end. */
@Table("calendar_span")
public record Span(Instant startsAt, Instant endsAt) {

    public Span {
        if (!startsAt.isBefore(endsAt)) {
            throw new IllegalArgumentException("the span from %s to %s has no length".formatted(startsAt, endsAt));
        }
    }

    boolean contains(Instant at) {
        return !at.isBefore(startsAt) && at.isBefore(endsAt);
    }
}
