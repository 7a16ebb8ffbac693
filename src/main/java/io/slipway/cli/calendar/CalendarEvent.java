package io.slipway.cli.calendar;

import io.slipway.cli.calendar.CalendarText.Property;
import io.slipway.cli.server.ClientException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event as a calendar writes it.
 *
 * @param line on which it begins in the file
 */
record CalendarEvent(String file, int line, List<Property> properties) {

    private static final Pattern DURATION = Pattern.compile("\\+?P(?:(\\d+W)|(\\d+D)?(T[0-9HMS]+)?)");

    /** How long each time of an event is: days by the calendar, the rest exactly. */
    private record Length(Period days, Duration exact) {

        Instant after(Moment start) {
            return start.at(start.local().plus(days)).instant().plus(exact);
        }
    }

    ClientException problem(String what, String help) {
        return CalendarText.problem(file, line, what, help);
    }

    Optional<Property> first(String name) {
        return all(name).findFirst();
    }

    Stream<Property> all(String name) {
        return properties.stream().filter(property -> property.name().equals(name));
    }

    String text(String name) {
        return first(name).map(Property::value).orElse("");
    }

    boolean isCancelled() {
        return text("STATUS").equalsIgnoreCase("CANCELLED");
    }

    Moment start(@Nullable ZoneId usual) {
        return first("DTSTART")
                .map(property -> moment(property, property.value(), usual))
                .orElseThrow(() -> problem("the event has no DTSTART", "Give it a start."));
    }

    /** Return the moments that all properties of a name list. */
    List<Moment> moments(String name, @Nullable ZoneId usual) {
        return all(name)
                .flatMap(property ->
                        Stream.of(property.value().split(",")).map(value -> moment(property, value.strip(), usual)))
                .toList();
    }

    private Moment moment(Property property, String value, @Nullable ZoneId usual) {
        var zone = zone(property, value, usual);
        return Moment.read(value, zone)
                .orElseThrow(() -> problem(
                        "'%s' is no time that %s may have".formatted(value, property.name()),
                        "Times are written as in '20260302T220000'; periods and other forms are not read."));
    }

    private ZoneId zone(Property property, String value, @Nullable ZoneId usual) {
        var named = property.parameters().get("TZID");
        if (named != null) {
            return Moment.zone(named)
                    .orElseThrow(() -> problem(
                            "the time zone '%s' is not known".formatted(named),
                            "Use a name of the time zone database, such as 'Europe/Berlin'."));
        }
        if (usual == null && !value.endsWith("Z")) {
            throw problem(
                    Moment.DAY.matcher(value).matches()
                            ? "the event is all day, and nothing says in which zone"
                            : "the event is in local time, and nothing says in which zone",
                    "Name the zone, as in 'calendar: {file: %s, zone: Europe/Berlin}'.".formatted(file));
        }
        return usual == null ? ZoneId.of("UTC") : usual;
    }

    /** Return what makes an occurrence of a start; it ends as long after as the first one does, told exactly or in whole days. */
    Function<Moment, Occurrence> occurrence(Moment first, @Nullable ZoneId usual) {
        var length = length(first, usual);
        var end = length.after(first);
        if (!first.instant().isBefore(end)) {
            throw problem("the event ends at its start or before", "Give it an end that lies after its start.");
        }
        return start -> new Occurrence(start.instant(), length.after(start));
    }

    private Length length(Moment first, @Nullable ZoneId usual) {
        var end = first("DTEND").map(property -> moment(property, property.value(), usual));
        if (end.isPresent()) {
            return first.day() && end.get().day()
                    ? new Length(days(first.local(), end.get().local()), Duration.ZERO)
                    : new Length(
                            Period.ZERO,
                            Duration.between(first.instant(), end.get().instant()));
        }
        return first("DURATION")
                .map(property -> duration(property.value()))
                .orElseGet(() -> new Length(first.day() ? Period.ofDays(1) : Period.ZERO, Duration.ZERO));
    }

    private static Period days(LocalDateTime from, LocalDateTime until) {
        return Period.ofDays(Math.toIntExact(Duration.between(from, until).toDays()));
    }

    private Length duration(String value) {
        var parts = DURATION.matcher(value);
        try {
            if (parts.matches()) {
                var days = parts.group(1) != null ? parts.group(1) : parts.group(2);
                var time = parts.group(3);
                return new Length(
                        days == null ? Period.ZERO : Period.parse("P" + days),
                        time == null ? Duration.ZERO : Duration.parse("P" + time));
            }
        } catch (DateTimeException malformed) {
            throw noDuration(value);
        }
        throw noDuration(value);
    }

    private ClientException noDuration(String value) {
        return problem("'%s' is no duration".formatted(value), "Durations are written as in 'PT6H' or 'P1D'.");
    }
}
