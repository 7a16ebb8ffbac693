package io.slipway.plan;

import io.slipway.release.Digest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The reconcile files of all plans; PostgreSQL refuses any change to one. */
@Component
public class ReconcileFiles {

    private final JdbcClient jdbc;
    private final Clock clock;

    ReconcileFiles(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void save(long plan, ReconcileFile file) {
        long id = jdbc.sql("""
                        INSERT INTO reconcile_file (plan, version, sha256, statement, reason, account, created_at)
                        VALUES (:plan, :version, :sha256, :statement, :reason, :account, :now)
                        RETURNING id
                        """)
                .param("plan", plan)
                .param("version", file.version())
                .param("sha256", Digest.of(file.statement()))
                .param("statement", file.statement())
                .param("reason", file.reason())
                .param("account", file.account())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        jdbc.sql("""
                INSERT INTO reconcile_target (plan_target, reconcile_file)
                SELECT t, :file
                FROM unnest(CAST(:targets AS bigint[])) AS t
                """)
                .param("file", id)
                .param("targets", file.planTargets().toArray(Long[]::new))
                .update();
    }

    /** Return a plan's reconcile files, by their versions. */
    public List<ReconcileFile> of(long plan) {
        return jdbc.sql("""
                        SELECT f.version, f.sha256, f.statement, f.reason, f.account,
                               array_agg(t.plan_target ORDER BY t.plan_target) AS targets
                        FROM reconcile_file f
                        JOIN reconcile_target t ON t.reconcile_file = f.id
                        WHERE f.plan = :plan
                        GROUP BY f.id
                        ORDER BY f.id
                        """)
                .param("plan", plan)
                .query((row, number) -> new ReconcileFile(
                        row.getString("version"),
                        row.getString("sha256"),
                        row.getString("statement"),
                        row.getString("reason"),
                        row.getLong("account"),
                        Arrays.asList((Long[]) row.getArray("targets").getArray())))
                .list();
    }

    /** Return the reconcile file that a target of a plan has. */
    public Optional<ReconcileFile> ofTarget(long planTarget) {
        return jdbc.sql("""
                        SELECT f.plan
                        FROM reconcile_file f
                        JOIN reconcile_target t ON t.reconcile_file = f.id
                        WHERE t.plan_target = :target
                        """).param("target", planTarget).query(Long.class).optional().stream()
                .flatMap(plan -> of(plan).stream())
                .filter(file -> file.planTargets().contains(planTarget))
                .findFirst();
    }
}
