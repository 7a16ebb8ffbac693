package io.slipway.notification.telling;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the places that records speak of, and the targets there. */
@Component
class Places {

    private static final int MOST_TARGETS = 20;

    private final JdbcClient jdbc;

    Places(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The first targets of a place by their short names, and how many there are. */
    record Named(List<String> targets, int count) {}

    Place ofIssue(long issue) {
        return jdbc.sql("""
                        SELECT i.project, p.name AS project_name, i.id AS issue, i.number, i.title,
                            CAST(NULL AS bigint) AS stage_id, CAST(NULL AS bigint) AS wave_id, CAST(NULL AS text) AS stage
                        FROM issue i
                        JOIN project p ON p.id = i.project
                        WHERE i.id = :issue
                        """).param("issue", issue).query(Place.class).single();
    }

    Place ofStage(long stage) {
        return inStage(stage, null);
    }

    Place ofWave(long wave) {
        return inStage(wave("SELECT stage FROM wave WHERE id = :id", wave), wave);
    }

    /** Return the place of a task: its wave, or its stage once it is in none. */
    Place ofTask(long task) {
        return jdbc.sql("SELECT wave FROM task WHERE id = :id AND wave IS NOT NULL")
                .param("id", task)
                .query(Long.class)
                .optional()
                .map(this::ofWave)
                .orElseGet(() -> ofStage(wave("SELECT stage FROM task WHERE id = :id", task)));
    }

    /** Return the place of the wave that stands at a position in its stage. */
    Place ofWave(long stage, int position) {
        long wave = jdbc.sql("SELECT id FROM wave WHERE stage = :stage AND position = :position")
                .param("stage", stage)
                .param("position", position)
                .query(Long.class)
                .single();
        return inStage(stage, wave);
    }

    private long wave(String sql, long id) {
        return jdbc.sql(sql).param("id", id).query(Long.class).single();
    }

    private Place inStage(long stage, @Nullable Long wave) {
        return jdbc.sql("""
                        SELECT i.project, p.name AS project_name, i.id AS issue, i.number, i.title,
                            s.id AS stage_id, CAST(:wave AS bigint) AS wave_id, e.name AS stage
                        FROM stage s
                        JOIN rollout r ON r.id = s.rollout
                        JOIN issue i ON i.id = r.issue
                        JOIN project p ON p.id = i.project
                        JOIN environment e ON e.id = s.environment
                        WHERE s.id = :stage
                        """)
                .param("stage", stage)
                .param("wave", wave)
                .query(Place.class)
                .single();
    }

    /** Return the targets of a place: of its wave, else of its stage, else of the issue's present plan. */
    Named targets(Place place) {
        var names = jdbc.sql("""
                        SELECT n.name || '/' || d.name || coalesce('/' || t.schema_name, '')
                        FROM issue i
                        JOIN plan_part p ON p.plan = i.plan
                        JOIN plan_target t ON t.plan_part = p.id
                        JOIN database d ON d.id = t.database
                        JOIN instance n ON n.id = d.instance
                        LEFT JOIN task k ON k.plan_target = t.id
                        WHERE i.id = :issue
                          AND (CAST(:stage AS bigint) IS NULL OR k.stage = :stage)
                          AND (CAST(:wave AS bigint) IS NULL OR k.wave = :wave)
                        ORDER BY 1
                        """)
                .param("issue", place.issue())
                .param("stage", place.stageId())
                .param("wave", place.waveId())
                .query(String.class)
                .list();
        return new Named(names.stream().limit(MOST_TARGETS).toList(), names.size());
    }

    /** Return the short name of a task's target. */
    String target(long task) {
        return jdbc.sql("""
                        SELECT n.name || '/' || d.name || coalesce('/' || t.schema_name, '')
                        FROM task k
                        JOIN plan_target t ON t.id = k.plan_target
                        JOIN database d ON d.id = t.database
                        JOIN instance n ON n.id = d.instance
                        WHERE k.id = :task
                        """).param("task", task).query(String.class).single();
    }
}
