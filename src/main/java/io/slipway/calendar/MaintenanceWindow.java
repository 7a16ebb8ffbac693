package io.slipway.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.PersistenceCreator;
import org.springframework.data.relational.core.mapping.MappedCollection;

/**
 * A time in which rollouts may start. It recurs on days of the week, told in the local time of its zone: it opens on each of its days and
 * closes a number of minutes later by the clock on the wall, so that it may cross midnight and a change of daylight saving. Or it has dated
 * openings, or both.
 *
 * @param days the days of the week; empty where it has dated openings only, and then there is neither a start nor a length
 * @param atClose what becomes of a migration that still runs when it closes
 */
public record MaintenanceWindow(
        @Id long id,
        String name,
        ZoneId zone,
        List<DayOfWeek> days,
        @Nullable LocalTime startsAtLocal,
        @Nullable Integer durationMinutes,
        AtClose atClose,
        @MappedCollection(idColumn = "maintenance_window") Set<Span> openings) {

    private static final int MINUTES_PER_DAY = 24 * 60;
    private static final int DAYS_AHEAD = 16;

    /** What becomes of a migration that still runs when the window closes. */
    public enum AtClose {
        /** It runs to its end; no other begins. */
        FINISH,
        /** It is stopped like by a person's word: what is committed stays, the rest goes on in the next opening. */
        CANCEL
    }

    /** One opening: from the start up to, not including, the end. */
    public record Opening(Instant start, Instant end) {

        boolean contains(Instant at) {
            return !at.isBefore(start) && at.isBefore(end);
        }
    }

    @PersistenceCreator
    public MaintenanceWindow {
        days = List.copyOf(days);
        openings = Set.copyOf(openings);
        boolean weekly = !days.isEmpty() && startsAtLocal != null && durationMinutes != null && durationMinutes > 0;
        boolean dated = days.isEmpty() && startsAtLocal == null && durationMinutes == null && !openings.isEmpty();
        if (!weekly && !dated) {
            throw new IllegalArgumentException("maintenance window '%s' never opens".formatted(name));
        }
    }

    /** Make a window that opens on days of the week. */
    public MaintenanceWindow(
            long id, String name, ZoneId zone, List<DayOfWeek> days, LocalTime startsAtLocal, int durationMinutes) {
        this(id, name, zone, days, startsAtLocal, durationMinutes, AtClose.FINISH, Set.of());
    }

    /** Say whether the window is open at the instant. */
    public boolean contains(Instant at) {
        return openings(at).anyMatch(opening -> opening.contains(at));
    }

    /** Return the opening that the instant lies in; where another one begins before it ends, the two are one. */
    public Optional<Opening> openingAt(Instant at) {
        var around = openings(at).toList();
        return around.stream()
                .filter(opening -> opening.contains(at))
                .findFirst()
                .map(first -> joined(first, around));
    }

    private static Opening joined(Opening first, List<Opening> around) {
        var joined = first;
        for (var next : around) {
            if (next.end().isAfter(joined.end()) && !next.start().isAfter(joined.end())) {
                joined = new Opening(joined.start(), next.end());
            }
        }
        return joined;
    }

    /**
     * Return when the window opens next, at the instant itself or later.
     *
     * @throws WindowOverException if none of its dated openings is left
     */
    public Instant nextStart(Instant at) {
        return startAfter(at).orElseThrow(() -> new WindowOverException(name, at));
    }

    /** Return when the window opens next; empty if none of its dated openings is left. */
    public Optional<Instant> startAfter(Instant at) {
        return openings(at)
                .map(Opening::start)
                .filter(start -> !start.isBefore(at))
                .findFirst();
    }

    /** Return the openings around an instant and the dated ones, by their start. */
    private Stream<Opening> openings(Instant around) {
        return Stream.concat(weekly(around), openings.stream().map(span -> new Opening(span.startsAt(), span.endsAt())))
                .sorted(Comparator.comparing(Opening::start));
    }

    private Stream<Opening> weekly(Instant around) {
        if (startsAtLocal == null || durationMinutes == null) {
            return Stream.empty();
        }
        LocalTime opens = startsAtLocal;
        int minutes = durationMinutes;
        var today = LocalDate.ofInstant(around, zone);
        var daysBack = minutes / MINUTES_PER_DAY + 2;
        return IntStream.rangeClosed(-daysBack, DAYS_AHEAD)
                .mapToObj(today::plusDays)
                .filter(day -> days.contains(day.getDayOfWeek()))
                .map(day -> day.atTime(opens))
                .map(start -> new Opening(instant(start), instant(start.plusMinutes(minutes))))
                .filter(opening -> opening.start().isBefore(opening.end()));
    }

    /** Return the first instant at which a clock in the zone shows the time or, where it skips that time, a later one. */
    private Instant instant(LocalDateTime local) {
        var transition = zone.getRules().getTransition(local);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : local.atZone(zone).toInstant();
    }
}
