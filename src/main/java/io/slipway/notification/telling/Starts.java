package io.slipway.notification.telling;

import io.slipway.notification.NotificationEvent;
import io.slipway.notification.NotificationSettings;
import io.slipway.notification.telling.Happening.Audience;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the scheduled starts that are near, and those that nobody made: what does not happen leaves no record to read. */
@Component
class Starts {

    private record Start(long stage, Instant at) {}

    private final JdbcClient jdbc;
    private final Places places;
    private final NotificationSettings settings;
    private final Clock clock;

    Starts(JdbcClient jdbc, Places places, NotificationSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.places = places;
        this.settings = settings;
        this.clock = clock;
    }

    /** Return what is to be told of now, and was not before. */
    List<Happening> happenings() {
        return Stream.concat(
                        near().stream()
                                .map(start -> happening(
                                        NotificationEvent.ABOUT_TO_START,
                                        "about to start stage",
                                        start,
                                        "%s starts at %s; until then a releaser can cancel or move it.")),
                        overdue().stream()
                                .map(start -> happening(
                                        NotificationEvent.MISSED,
                                        "missed stage",
                                        start,
                                        "%s was to start at %s and has not: look whether Slipway and Camunda run.")))
                .filter(happening -> !isTold(happening.cause()))
                .toList();
    }

    /** Return what a missed start is told of as, whoever finds it. */
    static String missed(long stage, Instant at) {
        return cause("missed stage", stage, at);
    }

    private static String cause(String what, long stage, Instant at) {
        return "%s %d at %d".formatted(what, stage, at.getEpochSecond());
    }

    private Happening happening(NotificationEvent event, String what, Start start, String text) {
        var place = places.ofStage(start.stage());
        return new Happening(
                event,
                cause(what, start.stage(), start.at()),
                place,
                Happening.SLIPWAY,
                clock.instant(),
                text.formatted(place.titled(), start.at()),
                Audience.CREATORS_AND_RELEASERS);
    }

    private List<Start> near() {
        var now = clock.instant();
        return starts("sc.starts_at > :from AND sc.starts_at <= :to ", now, now.plus(settings.leadTime()));
    }

    /** A wave that waits for the one before it in its stage is not overdue, nor is one whose stage moved a moment ago. */
    private List<Start> overdue() {
        var since = clock.instant().minus(settings.overdueAfter());
        return starts("""
                sc.starts_at > :from AND sc.starts_at <= :to
                AND NOT EXISTS (SELECT FROM wave r WHERE r.stage = w.stage AND r.status = 'RUNNING')
                AND NOT EXISTS (SELECT FROM task t WHERE t.stage = w.stage AND t.changed_at > :to)
                """, since.minus(Duration.ofDays(7)), since);
    }

    private List<Start> starts(String which, Instant from, Instant to) {
        return jdbc.sql("""
                        SELECT DISTINCT w.stage, sc.starts_at
                        FROM schedule sc
                        JOIN wave w ON w.id = sc.wave
                        WHERE sc.status = 'SCHEDULED' AND w.status = 'PENDING' AND
                        """ + which + "ORDER BY sc.starts_at, w.stage")
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Start(
                        row.getLong("stage"),
                        row.getObject("starts_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private boolean isTold(String cause) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM notification WHERE cause = :cause)")
                .param("cause", cause)
                .query(Boolean.class)
                .single();
    }
}
