package io.slipway.rollout.task;

import io.slipway.plan.ReconcileFile;
import io.slipway.plan.ReconcileFiles;
import io.slipway.project.Account;
import io.slipway.release.Revision;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells which targets of a plan are DIVERGED, by the copies of their ledgers. A text that no release of the issue had is another matter:
 * somebody changed a released file, and the checks refuse that.
 */
@Component
public class Divergences {

    private static final String OF_PLAN = """
            SELECT t.id, r.track, f.version, f.path, r.sha256 AS held, f.sha256, c.name, a.reason
            FROM plan_part p
            JOIN rollout o ON o.plan = p.plan
            JOIN plan_target t ON t.plan_part = p.id
            JOIN release l ON l.id = p.release
            JOIN migration_file f ON f.release = l.id AND f.kind = 'VERSIONED'
            JOIN revision r
              ON r.database = t.database
             AND r.schema_name IS NOT DISTINCT FROM t.schema_name
             AND r.track = l.track
             AND r.version = f.version
             AND r.sha256 <> f.sha256
             AND r.kind <> 'BASELINE'
            LEFT JOIN accepted_text a
              ON a.issue = o.issue
             AND a.database = t.database
             AND a.schema_name IS NOT DISTINCT FROM t.schema_name
             AND a.version = f.version
             AND a.held_sha256 = r.sha256
             AND a.sha256 = f.sha256
            LEFT JOIN account c ON c.id = a.account
            WHERE p.plan = :plan
              AND t.id = COALESCE(CAST(:target AS bigint), t.id)
              AND EXISTS (
                  SELECT
                  FROM rollout eo
                  JOIN plan_part ep ON ep.plan = eo.plan
                  JOIN migration_file ef ON ef.release = ep.release
                  WHERE eo.issue = o.issue AND ef.version = r.version AND ef.sha256 = r.sha256)
            ORDER BY t.id, f.position
            """;

    private final JdbcClient jdbc;
    private final ReconcileFiles reconcileFiles;
    private final Clock clock;

    Divergences(JdbcClient jdbc, ReconcileFiles reconcileFiles, Clock clock) {
        this.jdbc = jdbc;
        this.reconcileFiles = reconcileFiles;
        this.clock = clock;
    }

    /** Return what a plan's targets hold otherwise than the plan has it, settled or not. */
    public List<Divergence> of(long plan) {
        Map<Long, ReconcileFile> files = new HashMap<>();
        reconcileFiles.of(plan).forEach(file -> file.planTargets().forEach(target -> files.put(target, file)));
        return find(plan, null, files);
    }

    /** Return what one target of a plan holds otherwise. */
    List<Divergence> ofTarget(long planTarget) {
        long plan = jdbc.sql(
                        "SELECT p.plan FROM plan_part p JOIN plan_target t ON t.plan_part = p.id WHERE t.id = :target")
                .param("target", planTarget)
                .query(Long.class)
                .single();
        return find(
                plan,
                planTarget,
                reconcileFiles
                        .ofTarget(planTarget)
                        .map(file -> Map.of(planTarget, file))
                        .orElse(Map.of()));
    }

    private List<Divergence> find(long plan, @Nullable Long target, Map<Long, ReconcileFile> files) {
        return jdbc.sql(OF_PLAN)
                .param("plan", plan)
                .param("target", target)
                .query((row, number) -> new Divergence(
                        row.getLong("id"),
                        row.getString("track"),
                        row.getString("version"),
                        row.getString("path"),
                        row.getString("held"),
                        row.getString("sha256"),
                        files.get(row.getLong("id")),
                        row.getString("name"),
                        row.getString("reason")))
                .list();
    }

    /** Tell whether a target's revision got its hash by a reconcile file or an acceptance. */
    public boolean isRestated(Revision revision) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT
                            FROM accepted_text
                            WHERE database = :database AND schema_name IS NOT DISTINCT FROM :schema
                              AND version = :version AND sha256 = :sha256)
                        OR EXISTS (
                            SELECT
                            FROM reconcile_target r
                            JOIN plan_target t ON t.id = r.plan_target
                            JOIN plan_part p ON p.id = t.plan_part
                            JOIN migration_file f ON f.release = p.release
                            WHERE t.database = :database AND t.schema_name IS NOT DISTINCT FROM :schema
                              AND f.version = :version AND f.sha256 = :sha256)
                        """)
                .param("database", revision.database())
                .param("schema", revision.schemaName())
                .param("version", revision.version())
                .param("sha256", revision.sha256())
                .query(Boolean.class)
                .single();
    }

    /** Tell whether a releaser accepted, in this issue, what a target of a plan held as equal to what the plan has. */
    public boolean isAccepted(long issue, long planTarget) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT
                            FROM plan_target t
                            JOIN plan_part p ON p.id = t.plan_part
                            JOIN migration_file f ON f.release = p.release
                            JOIN accepted_text a
                              ON a.database = t.database
                             AND a.schema_name IS NOT DISTINCT FROM t.schema_name
                             AND a.version = f.version
                             AND a.sha256 = f.sha256
                            WHERE t.id = :target AND a.issue = :issue)
                        """)
                .param("target", planTarget)
                .param("issue", issue)
                .query(Boolean.class)
                .single();
    }

    /** Record that a releaser takes the text which a target holds for equal to the present one; the target's task writes it there. */
    public void accept(long issue, Divergence divergence, Account account, String reason) {
        jdbc.sql("""
                INSERT INTO accepted_text (issue, database, schema_name, version, held_sha256, sha256, account, reason, created_at)
                SELECT :issue, database, schema_name, :version, :held, :sha256, :account, :reason, :now
                FROM plan_target
                WHERE id = :target
                ON CONFLICT DO NOTHING
                """)
                .param("issue", issue)
                .param("version", divergence.version())
                .param("held", divergence.heldSha256())
                .param("sha256", divergence.sha256())
                .param("account", account.id())
                .param("reason", reason)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("target", divergence.planTarget())
                .update();
    }
}
