package io.slipway.cli.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The times of all events of a calendar: those that come again each for itself, without what is excepted, moved or cancelled. */
final class CalendarFile {

    /** As many as the server takes of one window or freeze. */
    private static final int MOST = 1000;

    private final String name;
    private final @Nullable ZoneId zone;
    private final Horizon horizon;

    CalendarFile(String name, @Nullable ZoneId zone, Horizon horizon) {
        this.name = name;
        this.zone = zone;
        this.horizon = horizon;
    }

    /**
     * Return the occurrences of a calendar's text within the horizon, by their start.
     *
     * @throws io.slipway.cli.server.ClientException if it cannot be read, has too many or none at all
     */
    List<Occurrence> occurrences(String text) {
        var found = new ArrayList<Occurrence>();
        byEvent(CalendarText.events(name, text)).forEach(parts -> add(parts, found));
        if (found.isEmpty()) {
            throw CalendarText.problem(
                    name,
                    1,
                    "there is no event from %s to %s".formatted(horizon.from(), horizon.until()),
                    "Export a calendar with events ahead, or take the reference to it out.");
        }
        return found.stream().sorted(Comparator.comparing(Occurrence::from)).toList();
    }

    /** An event and the single times of it that were changed have one UID. */
    private static Iterable<List<CalendarEvent>> byEvent(List<CalendarEvent> events) {
        Map<String, List<CalendarEvent>> byId = new LinkedHashMap<>();
        for (var event : events) {
            var id = event.text("UID").isEmpty() ? "line " + event.line() : event.text("UID");
            byId.computeIfAbsent(id, any -> new ArrayList<>()).add(event);
        }
        return byId.values();
    }

    private void add(List<CalendarEvent> parts, List<Occurrence> found) {
        Set<Instant> changed = new HashSet<>();
        parts.stream().filter(CalendarFile::isChange).forEach(part -> changed.addAll(instants(part, "RECURRENCE-ID")));
        for (var part : parts) {
            if (!part.isCancelled()) {
                times(part, isChange(part) ? Set.of() : changed)
                        .filter(horizon::sees)
                        .forEach(found::add);
                requireFew(part, found);
            }
        }
    }

    private static boolean isChange(CalendarEvent event) {
        var changes = event.first("RECURRENCE-ID");
        if (changes.filter(it -> it.parameters().containsKey("RANGE")).isPresent()) {
            throw event.problem(
                    "the event changes all its later times at once", "End the event there, and begin another one.");
        }
        return changes.isPresent();
    }

    private Stream<Occurrence> times(CalendarEvent event, Set<Instant> changed) {
        var first = event.start(zone);
        var occurrence = event.occurrence(first, zone);
        var back = occurrence.apply(first);
        var begin = new Horizon(horizon.from().minus(Duration.between(back.from(), back.until())), horizon.until());
        Set<Instant> except = new HashSet<>(changed);
        Set<LocalDate> exceptDays = new HashSet<>();
        event.moments("EXDATE", zone).forEach(moment -> {
            if (moment.day() && !first.day()) {
                exceptDays.add(moment.local().toLocalDate());
            } else {
                except.add(moment.instant());
            }
        });
        return Stream.concat(Recurrence.starts(event, first, begin, MOST), event.moments("RDATE", zone).stream())
                .filter(start -> !except.contains(start.instant())
                        && !exceptDays.contains(start.local().toLocalDate()))
                .map(occurrence)
                .distinct();
    }

    private Set<Instant> instants(CalendarEvent event, String property) {
        var instants = new HashSet<Instant>();
        event.moments(property, zone).forEach(moment -> instants.add(moment.instant()));
        return instants;
    }

    private static void requireFew(CalendarEvent event, List<Occurrence> found) {
        if (found.size() > MOST) {
            throw event.problem(
                    "with this event there are more than %d times in %d days".formatted(MOST, Horizon.DAYS),
                    "Take fewer events into the calendar, or use 'days' for what comes every week.");
        }
    }
}
