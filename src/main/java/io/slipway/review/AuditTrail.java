package io.slipway.review;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the record of changes of one project. */
@Component
public class AuditTrail {

    private static final String SELECT = """
            SELECT e.id, e.at, e.actor, e.event, i.number, e.subject, CAST(e.facts AS text) AS facts
            FROM audit_event e
            LEFT JOIN issue i ON i.id = e.issue
            WHERE (e.project = :project OR (e.project IS NULL AND i.project = :project))
              AND (CAST(:issue AS integer) IS NULL OR i.number = CAST(:issue AS integer))
              AND (CAST(:actor AS text) IS NULL OR e.actor = CAST(:actor AS text))
              AND (CAST(:event AS text) IS NULL OR e.event = CAST(:event AS text))
              AND (CAST(:since AS timestamptz) IS NULL OR e.at >= CAST(:since AS timestamptz))
              AND (CAST(:before AS timestamptz) IS NULL OR e.at < CAST(:before AS timestamptz))
            """;

    private final JdbcClient jdbc;

    AuditTrail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One event.
     *
     * @param issue the number of its issue, or null
     * @param facts as JSON
     */
    public record Recorded(
            long id,
            Instant at,
            String actor,
            String event,
            @Nullable Integer issue,
            String subject,
            String facts) {}

    /**
     * Which events of a project are meant; null asks for all.
     *
     * @param from the first instant
     * @param to the first instant that is too late
     */
    public record Filter(
            long project,
            @Nullable Integer issue,
            @Nullable String actor,
            @Nullable String event,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** Return the newest events before the one of an id, newest first; 0 stands for the newest of all. */
    public List<Recorded> newest(Filter filter, long beforeId, int limit) {
        return read(filter, "AND e.id < :id ORDER BY e.id DESC", beforeId == 0 ? Long.MAX_VALUE : beforeId, limit);
    }

    /** Return the events after the one of an id in the order in which they were recorded. */
    public List<Recorded> after(Filter filter, long afterId, int limit) {
        return read(filter, "AND e.id > :id ORDER BY e.id", afterId, limit);
    }

    private List<Recorded> read(Filter filter, String rest, long id, int limit) {
        return jdbc.sql(SELECT + rest + " LIMIT :limit")
                .param("project", filter.project())
                .param("issue", filter.issue())
                .param("actor", filter.actor())
                .param("event", filter.event())
                .param("since", utc(filter.from()))
                .param("before", utc(filter.to()))
                .param("id", id)
                .param("limit", limit)
                .query((row, number) -> new Recorded(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        row.getString("event"),
                        row.getObject("number", Integer.class),
                        row.getString("subject"),
                        row.getString("facts")))
                .list();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
