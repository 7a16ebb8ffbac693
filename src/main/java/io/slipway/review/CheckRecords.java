package io.slipway.review;

import io.slipway.check.Finding;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the checks found, by plan; only the newest finished run counts. */
@Component
public class CheckRecords {

    private static final String NEWEST = """
            (SELECT max(id) FROM check_run WHERE plan = :plan AND finished_at IS NOT NULL)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    CheckRecords(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What the check says of one target.
     *
     * @param affectedRows at most; -1: unknown
     * @param tableSize of the largest table that is changed, in bytes; -1: unknown
     * @param fingerprint of what the target was made of, or null if it could not be looked at
     */
    public record TargetRecord(
            long planTarget,
            int pendingFiles,
            String risk,
            Set<String> statementClasses,
            long affectedRows,
            long tableSize,
            boolean simulated,
            @Nullable String fingerprint) {}

    /** A finding as it is shown; {@code target} is the plan target's id, or null where it holds for all. */
    public record FoundRecord(
            @Nullable Long planTarget, String level, String code, String path, int line, String text, String help) {}

    /** What the checks say of a stage in sum: the heaviest risk, all statement classes, rows and bytes (-1: unknown). */
    public record Summary(String risk, List<String> statementClasses, long affectedRows, long tableSize) {}

    public long begin(long plan) {
        return jdbc.sql("INSERT INTO check_run (plan, started_at) VALUES (:plan, :now) RETURNING id")
                .param("plan", plan)
                .param("now", now())
                .query(Long.class)
                .single();
    }

    public void add(long run, TargetRecord target) {
        jdbc.sql("""
                INSERT INTO check_target
                    (check_run, plan_target, pending_files, risk, statement_classes, affected_rows, table_size, simulated,
                     fingerprint)
                VALUES (:run, :target, :pending, :risk, :classes, nullif(:rows, -1), nullif(:size, -1), :simulated,
                        :fingerprint)
                """)
                .param("run", run)
                .param("target", target.planTarget())
                .param("pending", target.pendingFiles())
                .param("risk", target.risk())
                .param("classes", target.statementClasses().toArray(String[]::new))
                .param("rows", target.affectedRows())
                .param("size", target.tableSize())
                .param("simulated", target.simulated())
                .param("fingerprint", target.fingerprint())
                .update();
    }

    public void add(long run, @Nullable Long planTarget, Finding finding) {
        jdbc.sql("""
                INSERT INTO finding (check_run, plan_target, level, code, path, line, text, help)
                VALUES (:run, CAST(:target AS bigint), :level, :code, :path, :line, :text, :help)
                """)
                .param("run", run)
                .param("target", planTarget)
                .param("level", finding.level().name())
                .param("code", finding.code())
                .param("path", finding.path())
                .param("line", finding.line())
                .param("text", finding.text())
                .param("help", finding.help())
                .update();
    }

    public void finish(long run) {
        jdbc.sql("UPDATE check_run SET finished_at = :now WHERE id = :run")
                .param("now", now())
                .param("run", run)
                .update();
    }

    public boolean isChecked(long plan) {
        return jdbc.sql("SELECT " + NEWEST + " IS NOT NULL")
                .param("plan", plan)
                .query(Boolean.class)
                .single();
    }

    /** Return the newest finished run of a plan's checks, or null before its first. */
    public @Nullable Long newest(long plan) {
        return jdbc.sql("SELECT " + NEWEST)
                .param("plan", plan)
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    /** Return the run of a plan's checks that was the newest at an instant, or null if there was none yet. */
    public @Nullable Long newestAt(long plan, Instant instant) {
        return jdbc.sql("SELECT max(id) FROM check_run WHERE plan = :plan AND finished_at <= :instant")
                .param("plan", plan)
                .param("instant", instant.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    /** Count what concerns a stage: findings on its targets, and those that hold for every target. A plan never checked has an error. */
    public Count count(long plan, long environment) {
        return jdbc.sql("""
                        SELECT %1$s IS NOT NULL AS checked,
                               count(*) FILTER (WHERE level = 'ERROR') + CASE WHEN %1$s IS NULL THEN 1 ELSE 0 END AS errors,
                               count(*) FILTER (WHERE level = 'WARNING') AS warnings
                        FROM finding f
                        LEFT JOIN plan_target t ON t.id = f.plan_target
                        WHERE (t.id IS NULL OR t.environment = :environment) AND f.check_run = %1$s
                        """.formatted(NEWEST))
                .param("plan", plan)
                .param("environment", environment)
                .query(Count.class)
                .single();
    }

    /**
     * Return the findings on a stage that an earlier run did not have, the heaviest first.
     *
     * @param since the earlier run, or null for none
     */
    public List<FoundRecord> appeared(long plan, long environment, @Nullable Long since) {
        return jdbc.sql("""
                        SELECT f.plan_target, f.level, f.code, f.path, f.line, f.text, f.help
                        FROM finding f
                        LEFT JOIN plan_target t ON t.id = f.plan_target
                        WHERE (t.id IS NULL OR t.environment = :environment)
                          AND NOT EXISTS (
                              SELECT
                              FROM finding b
                              WHERE b.check_run = CAST(:since AS bigint)
                                AND (b.plan_target IS NOT DISTINCT FROM f.plan_target OR b.plan_target IS NULL)
                                AND (b.level, b.code, b.path, b.line, b.text) = (f.level, f.code, f.path, f.line, f.text))
                          AND f.check_run =
                        """ + NEWEST + """
                        ORDER BY array_position(ARRAY['ERROR', 'WARNING', 'INFO'], f.level), f.id
                        """)
                .param("plan", plan)
                .param("environment", environment)
                .param("since", since)
                .query(FoundRecord.class)
                .list();
    }

    /** How many findings of which level a plan has; before its first check it has none and is not checked. */
    public record Count(boolean checked, long errors, long warnings) {}

    /** Count what was found for all stages of a plan. */
    public Count count(long plan) {
        return jdbc.sql("""
                        SELECT %1$s IS NOT NULL AS checked,
                               count(*) FILTER (WHERE level = 'ERROR') AS errors,
                               count(*) FILTER (WHERE level = 'WARNING') AS warnings
                        FROM finding
                        WHERE check_run = %1$s
                        """.formatted(NEWEST))
                .param("plan", plan)
                .query(Count.class)
                .single();
    }

    /** Return findings for a stage, the heaviest first. */
    public List<FoundRecord> findings(long plan, long environment, int limit) {
        return jdbc.sql("""
                        SELECT f.plan_target, f.level, f.code, f.path, f.line, f.text, f.help
                        FROM finding f
                        LEFT JOIN plan_target t ON t.id = f.plan_target
                        WHERE (t.id IS NULL OR t.environment = :environment)
                          AND f.check_run =
                        """ + NEWEST + """
                        ORDER BY array_position(ARRAY['ERROR', 'WARNING', 'INFO'], f.level), f.id
                        LIMIT :limit
                        """)
                .param("plan", plan)
                .param("environment", environment)
                .param("limit", limit)
                .query(FoundRecord.class)
                .list();
    }

    /** Sum up what the checks say of a stage. */
    public Summary summary(long plan, long environment) {
        return jdbc.sql("""
                        SELECT coalesce(min(array_position(ARRAY['UNKNOWN', 'HIGH', 'MODERATE', 'LOW'], c.risk)), 1) AS risk,
                               coalesce(max(coalesce(c.affected_rows, -1)), -1) AS affected_rows,
                               coalesce(max(coalesce(c.table_size, -1)), -1) AS table_size,
                               coalesce(string_agg(array_to_string(c.statement_classes, ','), ','), '') AS classes
                        FROM check_target c
                        JOIN plan_target t ON t.id = c.plan_target
                        WHERE t.environment = :environment AND c.pending_files > 0 AND c.check_run =
                        """ + NEWEST)
                .param("plan", plan)
                .param("environment", environment)
                .query((row, number) -> new Summary(
                        List.of("unknown", "high", "moderate", "low").get(row.getInt("risk") - 1),
                        List.of(row.getString("classes").split(",")).stream()
                                .filter(name -> !name.isEmpty())
                                .distinct()
                                .sorted()
                                .toList(),
                        row.getLong("affected_rows"),
                        row.getLong("table_size")))
                .single();
    }

    /** Return the fingerprints of what a plan's targets were made of in the newest run, by the target's id; what could not be looked at is missing. */
    public Map<Long, String> fingerprints(long plan) {
        return jdbc
                .sql("SELECT plan_target, fingerprint FROM check_target WHERE fingerprint IS NOT NULL AND check_run = "
                        + NEWEST)
                .param("plan", plan)
                .query((row, number) -> Map.entry(row.getLong("plan_target"), row.getString("fingerprint")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What the newest check says of one target; {@code affectedRows} at most, -1: unknown. */
    public record TargetSummary(long planTarget, String risk, long affectedRows) {}

    /** Return what was found about each plan target in the newest run, by the target's id. */
    public Map<Long, TargetSummary> targets(long plan) {
        return jdbc.sql("""
                        SELECT plan_target, risk, coalesce(affected_rows, -1) AS affected_rows
                        FROM check_target
                        WHERE check_run =
                        """ + NEWEST).param("plan", plan).query(TargetSummary.class).list().stream()
                .collect(Collectors.toMap(TargetSummary::planTarget, target -> target));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
