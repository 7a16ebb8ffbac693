package io.slipway.rollout;

import io.slipway.failure.OutcomeException;
import io.slipway.review.Outbox;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which process instance speaks for which subject. A variable can be set by anybody, so a worker finds its subject here, by the key of the
 * process instance that its job belongs to; the first claim of an issue, a stage run or a wave run wins and no other ever does.
 */
@Component
public class Bindings {

    /** The wake-up that starts the process of an issue which the API opened; its key is the issue's id. */
    public static final String ISSUE_OPENED = "slipway.issueOpened";

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final Clock clock;

    Bindings(JdbcClient jdbc, Outbox outbox, Clock clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Claim an issue for a process instance; tell whether the instance has it now. */
    @Transactional
    public boolean claimIssue(long processInstance, long issue) {
        jdbc.sql("""
                INSERT INTO process_binding (process_instance_key, issue, bound_at)
                VALUES (:key, :issue, :now)
                ON CONFLICT DO NOTHING
                """)
                .param("key", processInstance)
                .param("issue", issue)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        outbox.done(ISSUE_OPENED, String.valueOf(issue));
        return issueOf(processInstance).filter(bound -> bound == issue).isPresent();
    }

    /** Claim the one-time run of a stage that the parent process minted; empty: unknown, or claimed by another. */
    @Transactional
    public Optional<Long> claimStage(long processInstance, UUID stageRun) {
        jdbc.sql("""
                INSERT INTO process_binding (process_instance_key, issue, stage_run, bound_at)
                SELECT :key, r.issue, sr.id, :now
                FROM stage_run sr
                JOIN stage s ON s.id = sr.stage
                JOIN rollout r ON r.id = s.rollout
                WHERE sr.id = :run
                ON CONFLICT DO NOTHING
                """)
                .param("key", processInstance)
                .param("run", stageRun)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return find(processInstance, "stage_run", "stage", stageRun);
    }

    /** Claim the one-time run of a wave that the parent process minted; empty: unknown, or claimed by another. */
    @Transactional
    public Optional<Long> claimWave(long processInstance, UUID waveRun) {
        jdbc.sql("""
                INSERT INTO process_binding (process_instance_key, issue, wave_run, bound_at)
                SELECT :key, r.issue, wr.id, :now
                FROM wave_run wr
                JOIN wave w ON w.id = wr.wave
                JOIN stage s ON s.id = w.stage
                JOIN rollout r ON r.id = s.rollout
                WHERE wr.id = :run
                ON CONFLICT DO NOTHING
                """)
                .param("key", processInstance)
                .param("run", waveRun)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return find(processInstance, "wave_run", "wave", waveRun);
    }

    /** Record the version of the model that an issue's process instance runs by; one that owns no issue has none. */
    @Transactional
    public void runsBy(long processInstance, int version) {
        jdbc.sql("""
                UPDATE process_binding
                SET model_version = :version
                WHERE process_instance_key = :key AND stage_run IS NULL AND wave_run IS NULL
                  AND model_version IS DISTINCT FROM :version
                """).param("key", processInstance).param("version", version).update();
    }

    /** Return the issue that a process instance of DatabaseChange owns. */
    public Optional<Long> issueOf(long processInstance) {
        return jdbc.sql("""
                        SELECT issue
                        FROM process_binding
                        WHERE process_instance_key = :key AND stage_run IS NULL AND wave_run IS NULL
                        """).param("key", processInstance).query(Long.class).optional();
    }

    public long requireIssue(long processInstance) {
        return issueOf(processInstance).orElseThrow(() -> new NotBoundException(processInstance, "issue"));
    }

    public long requireStage(long processInstance) {
        return subject(processInstance, "stage_run", "stage")
                .orElseThrow(() -> new NotBoundException(processInstance, "stage"));
    }

    public long requireWave(long processInstance) {
        return subject(processInstance, "wave_run", "wave")
                .orElseThrow(() -> new NotBoundException(processInstance, "wave"));
    }

    /** Forget every process instance, after Zeebe was lost: its keys may come again, for other subjects. */
    @Transactional
    public void forgetAll() {
        jdbc.sql("DELETE FROM process_binding").update();
        jdbc.sql("UPDATE change_request SET process_instance_key = NULL WHERE process_instance_key IS NOT NULL")
                .update();
    }

    /** Forget the process instances of an issue, which have ended. */
    @Transactional
    public void forget(long issue) {
        jdbc.sql("DELETE FROM process_binding WHERE issue = :issue")
                .param("issue", issue)
                .update();
    }

    /**
     * The process of an open issue.
     *
     * @param version of its model; 0: not known
     * @param migrating how many databases are being migrated
     */
    public record Running(long issue, long processInstance, int version, int migrating) {}

    /** Return the processes of open issues that run by an older version of DatabaseChange, or by one that is not known. */
    public List<Running> olderThan(int version) {
        return jdbc.sql("""
                        SELECT b.issue, b.process_instance_key AS process_instance, coalesce(b.model_version, 0) AS version,
                            (SELECT count(*)
                            FROM task t
                            JOIN stage s ON s.id = t.stage
                            JOIN rollout r ON r.id = s.rollout
                            WHERE r.issue = i.id AND t.status = 'RUNNING') AS migrating
                        FROM process_binding b
                        JOIN issue i ON i.id = b.issue AND i.status = 'OPEN'
                        WHERE b.stage_run IS NULL AND b.wave_run IS NULL AND coalesce(b.model_version, 0) < :version
                        ORDER BY b.issue
                        """).param("version", version).query(Running.class).list();
    }

    /** Return the open issues that no process instance speaks for. */
    public List<Long> openIssuesWithout() {
        return jdbc.sql("""
                        SELECT i.id
                        FROM issue i
                        WHERE i.status = 'OPEN'
                          AND NOT EXISTS (
                              SELECT FROM process_binding b
                              WHERE b.issue = i.id AND b.stage_run IS NULL AND b.wave_run IS NULL)
                        ORDER BY i.id
                        """).query(Long.class).list();
    }

    /** Count the requests that nobody has confirmed yet, whose process instances would be forgotten. */
    public int requestsWithoutIssue() {
        return jdbc.sql("""
                        SELECT count(*)
                        FROM change_request
                        WHERE process_instance_key IS NOT NULL AND issue IS NULL AND NOT withdrawn
                        """).query(Integer.class).single();
    }

    private Optional<Long> find(long processInstance, String run, String subject, UUID id) {
        return subject(processInstance, run, subject)
                .filter(ignored -> jdbc.sql(
                                "SELECT " + run + " = :id FROM process_binding WHERE process_instance_key = :key")
                        .param("id", id)
                        .param("key", processInstance)
                        .query(Boolean.class)
                        .single());
    }

    private Optional<Long> subject(long processInstance, String run, String subject) {
        return jdbc.sql("SELECT r." + subject + " FROM process_binding b JOIN " + run + " r ON r.id = b." + run
                        + " WHERE b.process_instance_key = :key")
                .param("key", processInstance)
                .query(Long.class)
                .optional();
    }

    /** A process instance that nothing is bound to asked for work: a model or a variable was made around Slipway. */
    public static final class NotBoundException extends OutcomeException {
        NotBoundException(long processInstance, String what) {
            super(
                    "process-not-bound",
                    "Process instance %d speaks for no %s of Slipway.".formatted(processInstance, what),
                    "Start changes by Tasklist's start form, the API or the client; cancel this process instance.");
        }
    }
}
