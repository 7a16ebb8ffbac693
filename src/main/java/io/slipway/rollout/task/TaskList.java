package io.slipway.rollout.task;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A stage's tasks as people read them, with the names of their targets, page by page: there may be thousands. */
@Component
public class TaskList {

    private static final String SELECT = """
            SELECT t.id, t.wave, w.position AS wave_position, t.status, t.stopping, t.code, t.sentence, t.reason,
                   CASE WHEN t.status = 'PENDING' AND w.status = 'RUNNING' THEN (
                       SELECT 'projects/' || opr.name || '/issues/' || oi.number
                       FROM plan_target op
                       JOIN task o ON o.plan_target = op.id AND o.status = 'RUNNING'
                       JOIN stage os ON os.id = o.stage
                       JOIN rollout orr ON orr.id = os.rollout
                       JOIN issue oi ON oi.id = orr.issue
                       JOIN project opr ON opr.id = oi.project
                       WHERE op.database = p.database AND op.schema_name IS NOT DISTINCT FROM p.schema_name
                       ORDER BY o.id
                       LIMIT 1) END AS waits_for,
                   'instances/' || i.name || '/databases/' || d.name || coalesce('/schemas/' || p.schema_name, '') AS target
            FROM task t
            JOIN plan_target p ON p.id = t.plan_target
            JOIN database d ON d.id = p.database
            JOIN instance i ON i.id = d.instance
            LEFT JOIN wave w ON w.id = t.wave
            """;

    private final JdbcClient jdbc;

    TaskList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One task and where it runs; {@code waitsFor} is the issue of the task that runs there now, where that keeps it from starting. */
    public record Row(
            long id,
            @Nullable Long wave,
            @Nullable Integer wavePosition,
            Task.Status status,
            boolean stopping,
            String code,
            String sentence,
            String reason,
            @Nullable String waitsFor,
            String target) {}

    /** Return tasks of a stage behind the given one, in order. */
    public List<Row> page(long stage, long after, int limit) {
        return jdbc.sql(SELECT + "WHERE t.stage = :stage AND t.id > :after ORDER BY t.id LIMIT :limit")
                .param("stage", stage)
                .param("after", after)
                .param("limit", limit)
                .query(Row.class)
                .list();
    }

    /** Return the resource names of plans' targets, by their ids. */
    public Map<Long, String> targetNames(Collection<Long> planTargets) {
        return jdbc
                .sql("""
                        SELECT p.id, 'instances/' || i.name || '/databases/' || d.name || coalesce('/schemas/' || p.schema_name, '') AS target
                        FROM plan_target p
                        JOIN database d ON d.id = p.database
                        JOIN instance i ON i.id = d.instance
                        WHERE p.id = ANY(:ids)
                        """)
                .param("ids", planTargets.toArray(Long[]::new))
                .query((row, number) -> Map.entry(row.getLong("id"), row.getString("target")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Return a task of a stage. */
    public Optional<Row> one(long stage, long task) {
        return jdbc.sql(SELECT + "WHERE t.stage = :stage AND t.id = :task")
                .param("stage", stage)
                .param("task", task)
                .query(Row.class)
                .optional();
    }
}
