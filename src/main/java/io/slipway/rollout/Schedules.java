package io.slipway.rollout;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When waves start; a wave has at most one standing schedule. */
@Component
public class Schedules {

    /** Where a schedule is in its life. */
    public enum Status {
        /** It stands: the wave's tasks are locked until its time, a cancellation or a new time. */
        SCHEDULED,
        /** Its time came and the wave started. */
        STARTED,
        /** Somebody cancelled it. */
        CANCELED,
        /** Another time took its place. */
        REPLACED
    }

    /** A schedule; {@code zone} is the time zone it is shown in. */
    public record Schedule(UUID id, long wave, Instant startsAt, String zone, Status status, String problem) {}

    private static final String SELECT = "SELECT id, wave, starts_at, zone, status, problem FROM schedule ";

    private final JdbcClient jdbc;
    private final Clock clock;

    Schedules(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Schedule create(long wave, Instant startsAt, StartTimes.Given by) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO schedule (id, wave, starts_at, zone, status, created_by, reason, created_at)
                VALUES (:id, :wave, :startsAt, :zone, 'SCHEDULED', CAST(:account AS bigint), :reason, :now)
                """)
                .param("id", id)
                .param("wave", wave)
                .param("startsAt", startsAt.atOffset(ZoneOffset.UTC))
                .param("zone", by.zone())
                .param("account", by.account())
                .param("reason", by.reason())
                .param("now", now())
                .update();
        return byId(id).orElseThrow();
    }

    public Optional<Schedule> byId(UUID id) {
        return one("WHERE id = :key", id);
    }

    /** Return the standing schedule of a wave. */
    public Optional<Schedule> standing(long wave) {
        return one("WHERE wave = :key AND status = 'SCHEDULED'", wave);
    }

    /** Tell whether a person gave the start that stands for a wave, and not Slipway, which only moves it. */
    boolean isGivenByPerson(long wave) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT
                            FROM schedule
                            WHERE wave = :wave AND status = 'SCHEDULED' AND created_by IS NOT NULL)
                        """).param("wave", wave).query(Boolean.class).single();
    }

    /** Return the start that a person gave a wave last; empty if it was to start at once. */
    Optional<Instant> lastGiven(long wave) {
        return jdbc.sql("""
                        SELECT starts_at
                        FROM schedule
                        WHERE wave = :wave AND created_by IS NOT NULL
                        ORDER BY created_at DESC
                        LIMIT 1
                        """)
                .param("wave", wave)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** Return the schedules of a stage's waves, the ended ones too. */
    List<UUID> everOfStage(long stage) {
        return jdbc.sql("SELECT sc.id FROM schedule sc JOIN wave w ON w.id = sc.wave WHERE w.stage = :stage")
                .param("stage", stage)
                .query(UUID.class)
                .list();
    }

    /** Return the standing schedules of an issue's present rollout; there is one for each wave that waits for its time. */
    public Optional<Schedule> firstOfIssue(long issue) {
        return one("""
                WHERE status = 'SCHEDULED' AND wave IN (
                    SELECT w.id
                    FROM wave w
                    JOIN stage s ON s.id = w.stage
                    JOIN rollout r ON r.id = s.rollout
                    WHERE r.issue = :key)
                ORDER BY starts_at
                LIMIT 1
                """, issue);
    }

    /** Return the standing schedules of a stage's waves. */
    public List<Schedule> ofStage(long stage) {
        return many(
                "WHERE status = 'SCHEDULED' AND wave IN (SELECT id FROM wave WHERE stage = :key) ORDER BY wave", stage);
    }

    /** End a standing schedule; tells whether this call ended it. */
    boolean end(UUID id, Status as, @Nullable Long account) {
        return jdbc.sql("""
                        UPDATE schedule
                        SET status = :status, ended_at = :now, ended_by = CAST(:account AS bigint)
                        WHERE id = :id AND status = 'SCHEDULED'
                        """)
                        .param("status", as.name())
                        .param("now", now())
                        .param("account", account)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Keep why a person's answer was refused, to be shown in the form. */
    void refuse(UUID id, String problem) {
        jdbc.sql("UPDATE schedule SET problem = :problem WHERE id = :id AND status = 'SCHEDULED'")
                .param("problem", problem)
                .param("id", id)
                .update();
    }

    private Optional<Schedule> one(String where, Object key) {
        return many(where, key).stream().findFirst();
    }

    private List<Schedule> many(String where, Object key) {
        return jdbc.sql(SELECT + where)
                .param("key", key)
                .query((row, number) -> new Schedule(
                        row.getObject("id", UUID.class),
                        row.getLong("wave"),
                        row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                        row.getString("zone"),
                        Status.valueOf(row.getString("status")),
                        row.getString("problem")))
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
