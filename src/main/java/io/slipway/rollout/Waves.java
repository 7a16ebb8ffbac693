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

/** The waves of all stages: tasks that start together. */
@Component
public class Waves {

    /** Where a wave is in its life. */
    public enum Status {
        /** It has a start, now or later; its tasks are locked. */
        PENDING,
        /** Its tasks may be claimed. */
        RUNNING,
        /** Its tasks have ended within the failure budget. */
        DONE,
        /** It was cancelled or stopped; its tasks go back to the releaser. */
        CANCELED
    }

    /** A wave; {@code startsAt} is null where it starts at once. */
    public record Wave(
            long id, long stage, int position, @Nullable Instant startsAt, Status status) {}

    private static final String SELECT = "SELECT id, stage, position, starts_at, status FROM wave ";

    private final JdbcClient jdbc;
    private final Clock clock;

    Waves(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    long create(long stage, @Nullable Instant startsAt) {
        return jdbc.sql("""
                        INSERT INTO wave (stage, position, starts_at, status)
                        SELECT :stage, coalesce(max(position), 0) + 1, CAST(:startsAt AS timestamptz), 'PENDING'
                        FROM wave
                        WHERE stage = :stage
                        RETURNING id
                        """)
                .param("stage", stage)
                .param("startsAt", startsAt == null ? null : startsAt.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** Lock a wave until the transaction ends, so that a cancellation and its start have one winner. */
    public Wave lock(long id) {
        return one(SELECT + "WHERE id = :id FOR NO KEY UPDATE", id).orElseThrow();
    }

    /** Lock all waves of a stage, in one order, so that what concerns several of them and the start of one have one winner. */
    void lockStage(long stage) {
        many(SELECT + "WHERE stage = :id ORDER BY id FOR NO KEY UPDATE", stage);
    }

    public Wave byId(long id) {
        return one(SELECT + "WHERE id = :id", id).orElseThrow();
    }

    /** Return the wave of a stage that runs, or else the one that starts first. */
    Optional<Wave> next(long stage) {
        return one(SELECT + """
                WHERE stage = :id AND status IN ('PENDING', 'RUNNING')
                ORDER BY status = 'RUNNING' DESC, starts_at NULLS FIRST, position
                LIMIT 1
                """, stage);
    }

    /** Return the waves of a stage, in order. */
    public List<Wave> ofStage(long stage) {
        return many(SELECT + "WHERE stage = :id ORDER BY position", stage);
    }

    /** Return the waves of a stage that have not started. */
    List<Wave> waiting(long stage) {
        return many(SELECT + "WHERE stage = :id AND status = 'PENDING' ORDER BY position", stage);
    }

    void set(long id, Status status) {
        jdbc.sql("UPDATE wave SET status = :status WHERE id = :id")
                .param("status", status.name())
                .param("id", id)
                .update();
    }

    public void startAt(long id, Instant startsAt) {
        jdbc.sql("UPDATE wave SET starts_at = :startsAt, status = 'PENDING' WHERE id = :id")
                .param("startsAt", startsAt.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    /** Mint the one-time id with which the next process instance may claim this wave. */
    UUID mintRun(long wave) {
        return mint("wave_run", "wave", wave);
    }

    /** Mint the one-time id with which the next process instance may claim this stage. */
    public UUID mintStageRun(long stage) {
        return mint("stage_run", "stage", stage);
    }

    UUID createBatch(long wave, String zone) {
        UUID id = UUID.randomUUID();
        jdbc.sql("INSERT INTO batch (id, wave, zone) VALUES (:id, :wave, :zone)")
                .param("id", id)
                .param("wave", wave)
                .param("zone", zone)
                .update();
        return id;
    }

    Optional<Long> ofBatch(UUID batch) {
        return jdbc.sql("SELECT wave FROM batch WHERE id = :id")
                .param("id", batch)
                .query(Long.class)
                .optional();
    }

    private UUID mint(String run, String subject, long id) {
        UUID minted = UUID.randomUUID();
        jdbc.sql("INSERT INTO " + run + " (id, " + subject + ", created_at) VALUES (:minted, :id, :now)")
                .param("minted", minted)
                .param("id", id)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return minted;
    }

    private Optional<Wave> one(String sql, long id) {
        return many(sql, id).stream().findFirst();
    }

    private List<Wave> many(String sql, long id) {
        return jdbc.sql(sql)
                .param("id", id)
                .query((row, number) -> {
                    var startsAt = row.getObject("starts_at", OffsetDateTime.class);
                    return new Wave(
                            row.getLong("id"),
                            row.getLong("stage"),
                            row.getInt("position"),
                            startsAt == null ? null : startsAt.toInstant(),
                            Status.valueOf(row.getString("status")));
                })
                .list();
    }
}
