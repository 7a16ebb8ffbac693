package io.slipway.change.form;

import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What other rollouts do on the instances of a stage's targets: waves that run or have a start. */
@Component
public class Neighbours {

    private static final int MOST = 20;
    private static final int MOST_SERVERS = 10;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String OTHERS = """
            SELECT i.name AS instance, w.status, w.starts_at, s.window_name, count(*) AS targets,
                CASE WHEN own.project = issue.project THEN 'issue ' || issue.number ELSE 'another project' END AS issue
            FROM task t
            JOIN wave w ON w.id = t.wave
            JOIN stage s ON s.id = t.stage
            JOIN rollout r ON r.id = s.rollout
            JOIN issue ON issue.id = r.issue
            JOIN plan_target p ON p.id = t.plan_target
            JOIN database d ON d.id = p.database
            JOIN instance i ON i.id = d.instance
            CROSS JOIN (
                SELECT own_issue.project
                FROM stage own_stage
                JOIN rollout own_rollout ON own_rollout.id = own_stage.rollout
                JOIN issue own_issue ON own_issue.id = own_rollout.issue
                WHERE own_stage.id = :stage) own
            WHERE t.status IN ('PENDING', 'RUNNING')
              AND s.id <> :stage
              AND d.instance IN (
                  SELECT near.instance
                  FROM task mine
                  JOIN plan_target listed ON listed.id = mine.plan_target
                  JOIN database near ON near.id = listed.database
                  WHERE mine.stage = :stage)
            GROUP BY i.name, w.id, w.status, w.starts_at, s.window_name, own.project, issue.project, issue.number
            ORDER BY w.starts_at NULLS FIRST, w.id
            LIMIT :most
            """;

    private final JdbcClient jdbc;
    private final Targets targets;

    Neighbours(JdbcClient jdbc, Targets targets) {
        this.jdbc = jdbc;
        this.targets = targets;
    }

    /** Return a row for each other wave and instance, the next first. Whose it is, is told within the project alone. */
    public List<Map<String, Object>> of(long stage) {
        return jdbc.sql(OTHERS)
                .param("stage", stage)
                .param("most", MOST)
                .query((row, number) -> Map.<String, Object>of(
                        "instance", row.getString("instance"),
                        "issue", row.getString("issue"),
                        "start", start(row.getString("status"), row.getObject("starts_at", OffsetDateTime.class)),
                        "window",
                                Optional.ofNullable(row.getString("window_name"))
                                        .orElse(""),
                        "targets", String.valueOf(row.getLong("targets"))))
                .list();
    }

    private static String start(String status, @Nullable OffsetDateTime startsAt) {
        if (status.equals("RUNNING")) {
            return "runs";
        }
        return startsAt == null ? "at once" : MINUTE.format(Instant.from(startsAt));
    }

    /** Return one of a stage's targets on each of its instances; ten at most. */
    List<TargetRef> servers(long stage) {
        return jdbc.sql("""
                        SELECT DISTINCT ON (d.instance) d.id
                        FROM task t
                        JOIN plan_target p ON p.id = t.plan_target
                        JOIN database d ON d.id = p.database
                        WHERE t.stage = :stage
                        ORDER BY d.instance, t.id
                        LIMIT :most
                        """).param("stage", stage).param("most", MOST_SERVERS).query(Long.class).list().stream()
                .flatMap(database -> targets.byId(database, null).stream())
                .toList();
    }
}
