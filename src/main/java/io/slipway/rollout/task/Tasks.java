package io.slipway.rollout.task;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tasks of all stages. Every change of state is one conditional update that names the states it may leave. */
@Component
public class Tasks {

    private static final String COLUMNS =
            "id, stage, plan_target, wave, status, stopping, epoch, code, sentence, reason";

    private final JdbcClient jdbc;
    private final Clock clock;

    Tasks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public void create(long stage, Collection<Long> planTargets) {
        jdbc.sql("""
                INSERT INTO task (stage, plan_target, status, changed_at)
                SELECT :stage, t, 'NOT_STARTED', :now
                FROM unnest(CAST(:targets AS bigint[])) AS t
                """)
                .param("stage", stage)
                .param("targets", planTargets.toArray(Long[]::new))
                .param("now", now())
                .update();
    }

    public Optional<Task> byId(long id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM task WHERE id = :id")
                .param("id", id)
                .query(Task.class)
                .optional();
    }

    public List<Task> ofStage(long stage) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM task WHERE stage = :stage ORDER BY id")
                .param("stage", stage)
                .query(Task.class)
                .list();
    }

    List<Task> ofBatch(UUID batch) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM task WHERE batch = :batch ORDER BY id")
                .param("batch", batch)
                .query(Task.class)
                .list();
    }

    /** Count a wave's tasks by state. */
    public Map<Task.Status, Long> countOfWave(long wave) {
        return count("wave", wave);
    }

    /** Count a stage's tasks by state. */
    public Map<Task.Status, Long> countOfStage(long stage) {
        return count("stage", stage);
    }

    private Map<Task.Status, Long> count(String of, long id) {
        return jdbc
                .sql("SELECT status, count(*) AS tasks FROM task WHERE " + of + " = :id GROUP BY status")
                .param("id", id)
                .query((row, number) -> Map.entry(Task.Status.valueOf(row.getString("status")), row.getLong("tasks")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Put tasks that nobody has started, or that failed or were cancelled, into a wave: they are PENDING from now on. */
    public int schedule(Collection<Long> ids, long wave) {
        return update("""
                SET status = 'PENDING', wave = :value, batch = NULL, code = '', sentence = '', stopping = false, changed_at = :now
                WHERE id = ANY(:ids) AND status IN ('NOT_STARTED', 'FAILED', 'CANCELED')
                """, ids, wave);
    }

    /** Cancel a wave's tasks that have not started. */
    public int cancelPending(long wave) {
        return jdbc.sql("""
                        UPDATE task
                        SET status = 'CANCELED', batch = NULL, changed_at = :now
                        WHERE wave = :wave AND status = 'PENDING'
                        """).param("wave", wave).param("now", now()).update();
    }

    /** Cancel those of a wave's tasks that are meant and have not started; none named means all. */
    public int cancelPending(long wave, Collection<Long> ids) {
        return ids.isEmpty() ? cancelPending(wave) : update("""
                        SET status = 'CANCELED', batch = NULL, changed_at = :now
                        WHERE id = ANY(:ids) AND wave = :value AND status = 'PENDING'
                        """, ids, wave);
    }

    /** Move tasks that have not started from one wave to another. */
    public int move(long from, Collection<Long> ids, long to) {
        return jdbc.sql("""
                        UPDATE task
                        SET wave = :to, batch = NULL, changed_at = :now
                        WHERE id = ANY(:ids) AND wave = :from AND status = 'PENDING'
                        """)
                .param("to", to)
                .param("from", from)
                .param("ids", ids.toArray(Long[]::new))
                .param("now", now())
                .update();
    }

    /** Put tasks that have not ended into this batch. */
    public void assign(UUID batch, Collection<Long> ids) {
        update("SET batch = :value WHERE id = ANY(:ids) AND status IN ('PENDING', 'RUNNING')", ids, batch);
    }

    /** A task and the zone it must run in. */
    public record Placed(long id, String zone) {}

    /** Return the tasks of a wave that have not ended; one that runs still has lost its batch's job, or its worker, or neither. */
    public List<Placed> leftOfWave(long wave) {
        return jdbc.sql("""
                        SELECT t.id, i.zone
                        FROM task t
                        JOIN plan_target p ON p.id = t.plan_target
                        JOIN database d ON d.id = p.database
                        JOIN instance i ON i.id = d.instance
                        WHERE t.wave = :wave AND t.status IN ('PENDING', 'RUNNING')
                        ORDER BY i.zone, t.id
                        """).param("wave", wave).query(Placed.class).list();
    }

    /** Return the tasks of a target that are scheduled or running, of whatever issue. */
    public List<Task> lockedOn(long database, @Nullable String schema) {
        return jdbc.sql("""
                        SELECT %s
                        FROM task
                        WHERE status IN ('PENDING', 'RUNNING')
                          AND plan_target IN (
                              SELECT id
                              FROM plan_target
                              WHERE database = :database
                                AND schema_name IS NOT DISTINCT FROM :schema)
                        ORDER BY id
                        """.formatted(COLUMNS))
                .param("database", database)
                .param("schema", schema)
                .query(Task.class)
                .list();
    }

    /** Return when the last task of a stage that has ended did; empty if none has. */
    public Optional<Instant> lastEnd(long stage) {
        return jdbc.sql("""
                        SELECT max(ended_at)
                        FROM task_run r
                        JOIN task t ON t.id = r.task
                        WHERE t.stage = :stage
                        """)
                .param("stage", stage)
                .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }

    /** Number attempts from now on above one that a target has seen: it would shut out all up to that. */
    void goOnFrom(long epoch) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('attempt_epoch', 0))")
                .query((row, number) -> number)
                .list();
        jdbc.sql("SELECT setval('attempt_epoch', :epoch) FROM attempt_epoch WHERE last_value < :epoch")
                .param("epoch", epoch)
                .query((row, number) -> number)
                .list();
    }

    /** A task that runs on another one's target. */
    record Neighbour(long task, int issue, String project) {}

    /**
     * Return a task that runs on this one's target, of whatever issue. Until the transaction ends no other of that target is started, so that
     * of two that are claimed at the same moment one waits.
     */
    Optional<Neighbour> runningBeside(long id) {
        jdbc.sql("""
                        SELECT pg_advisory_xact_lock(hashtextextended('target ' || p.database || '/' || coalesce(p.schema_name, ''), 0))
                        FROM task t
                        JOIN plan_target p ON p.id = t.plan_target
                        WHERE t.id = :id
                        """).param("id", id).query((row, number) -> number).list();
        return jdbc.sql("""
                        SELECT o.id AS task, i.number AS issue, pr.name AS project
                        FROM task t
                        JOIN plan_target p ON p.id = t.plan_target
                        JOIN plan_target op ON op.database = p.database AND op.schema_name IS NOT DISTINCT FROM p.schema_name
                        JOIN task o ON o.plan_target = op.id AND o.status = 'RUNNING' AND o.id <> t.id
                        JOIN stage s ON s.id = o.stage
                        JOIN rollout r ON r.id = s.rollout
                        JOIN issue i ON i.id = r.issue
                        JOIN project pr ON pr.id = i.project
                        WHERE t.id = :id
                        ORDER BY o.id
                        LIMIT 1
                        """).param("id", id).query(Neighbour.class).optional();
    }

    /** Claim a pending task for an attempt; empty if it is not pending any more. Returns the attempt's epoch. */
    Optional<Long> start(long id) {
        return jdbc.sql("""
                        UPDATE task
                        SET status = 'RUNNING', epoch = nextval('attempt_epoch'), code = '', sentence = '', changed_at = :now
                        WHERE id = :id AND status = 'PENDING'
                        RETURNING epoch
                        """)
                .param("id", id)
                .param("now", now())
                .query(Long.class)
                .optional();
    }

    /** Take over a running task whose attempt has gone silent; the old attempt's epoch is fenced off from now on. */
    Optional<Long> takeOver(long id, long silentEpoch) {
        return jdbc.sql("""
                        UPDATE task
                        SET epoch = nextval('attempt_epoch'), changed_at = :now
                        WHERE id = :id AND status = 'RUNNING' AND epoch = :epoch
                        RETURNING epoch
                        """)
                .param("id", id)
                .param("epoch", silentEpoch)
                .param("now", now())
                .query(Long.class)
                .optional();
    }

    /** End an attempt; nothing happens if a later attempt has taken over. */
    boolean end(long id, long epoch, Task.Status as, String code, String sentence) {
        return jdbc.sql("""
                        UPDATE task
                        SET status = :status, code = :code, sentence = :sentence, stopping = false, batch = NULL, changed_at = :now
                        WHERE id = :id AND epoch = :epoch AND status = 'RUNNING'
                        """)
                        .param("status", as.name())
                        .param("code", code)
                        .param("sentence", sentence)
                        .param("id", id)
                        .param("epoch", epoch)
                        .param("now", now())
                        .update()
                == 1;
    }

    /** Everything that a task's release holds is recorded on its target already: there is nothing to run. */
    public void nothingToDo(Collection<Long> ids) {
        update(
                "SET status = 'DONE', sentence = :value WHERE id = ANY(:ids) AND status = 'NOT_STARTED'",
                ids,
                "Every version was applied before.");
    }

    public int skip(Collection<Long> ids, String reason) {
        return update("""
                SET status = 'SKIPPED', reason = :value, batch = NULL
                WHERE id = ANY(:ids) AND status IN ('NOT_STARTED', 'FAILED', 'CANCELED', 'UNKNOWN')
                """, ids, reason);
    }

    /** A person says whether what an UNKNOWN task left behind was applied. */
    boolean resolve(long id, Task.Status as, String reason) {
        return jdbc.sql("""
                        UPDATE task
                        SET status = :status, reason = :reason, batch = NULL, changed_at = :now
                        WHERE id = :id AND status = 'UNKNOWN'
                        """)
                        .param("status", as.name())
                        .param("reason", reason)
                        .param("id", id)
                        .param("now", now())
                        .update()
                == 1;
    }

    /** Cancel an issue's tasks that have not started and ask the running ones to stop; returns how many run. */
    public int stop(long issue) {
        changeOf(issue, "SET status = 'CANCELED', batch = NULL, changed_at = :now", Task.Status.PENDING);
        return changeOf(issue, "SET stopping = true, changed_at = :now", Task.Status.RUNNING);
    }

    private int changeOf(long issue, String change, Task.Status from) {
        return jdbc.sql("UPDATE task t " + change + """

                        FROM stage s
                        JOIN rollout r ON r.id = s.rollout
                        WHERE s.id = t.stage AND r.issue = :issue AND t.status = :from
                        """)
                .param("issue", issue)
                .param("from", from.name())
                .param("now", now())
                .update();
    }

    /** Count an issue's tasks that an attempt is at. */
    public int running(long issue) {
        return jdbc.sql("""
                        SELECT count(*)
                        FROM task t
                        JOIN stage s ON s.id = t.stage
                        JOIN rollout r ON r.id = s.rollout
                        WHERE r.issue = :issue AND t.status = 'RUNNING'
                        """).param("issue", issue).query(Integer.class).single();
    }

    boolean isStopping(long id, long epoch) {
        return jdbc.sql("SELECT stopping OR epoch <> :epoch FROM task WHERE id = :id")
                .param("id", id)
                .param("epoch", epoch)
                .query(Boolean.class)
                .single();
    }

    private int update(String change, Collection<Long> ids, @Nullable Object value) {
        return jdbc.sql("UPDATE task " + change)
                .param("ids", ids.toArray(Long[]::new))
                .param("value", value)
                .param("now", now())
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
