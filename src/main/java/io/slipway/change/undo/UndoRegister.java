package io.slipway.change.undo;

import io.slipway.release.Digest;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What issues brought to targets, and which issues take it back. */
@Component
class UndoRegister {

    private final JdbcClient jdbc;
    private final Issues issues;

    UndoRegister(JdbcClient jdbc, Issues issues) {
        this.jdbc = jdbc;
        this.issues = issues;
    }

    /**
     * A version that an issue's tasks applied to a target.
     *
     * @param kind of the file
     * @param undoPath the path of its undo file, or null if the release has none
     * @param restore the SQL that puts back the rows which it kept, or null
     */
    record Brought(
            long database,
            @Nullable String schemaName,
            String track,
            String version,
            String path,
            @Nullable String undoPath,
            @Nullable String undoStatement,
            @Nullable String restore) {

        Target target() {
            return new Target(database, schemaName);
        }

        Version key() {
            return new Version(track, version);
        }
    }

    record Target(long database, @Nullable String schemaName) {}

    record Version(String track, String version) {}

    /** Return what an issue's tasks applied, in the order in which it was applied. */
    List<Brought> of(long issue) {
        return jdbc.sql("""
                SELECT rev.database, rev.schema_name, rev.track, rev.version, rev.path,
                    undo.path AS undo_path, undo.statement AS undo_statement, rev.restore
                FROM rollout r
                JOIN stage s ON s.rollout = r.id
                JOIN task t ON t.stage = s.id
                JOIN task_run run ON run.task = t.id
                JOIN plan_target pt ON pt.id = t.plan_target
                JOIN plan_part part ON part.id = pt.plan_part
                JOIN revision rev ON rev.epoch = run.epoch AND rev.database = pt.database
                    AND rev.schema_name IS NOT DISTINCT FROM pt.schema_name
                LEFT JOIN migration_file undo ON undo.release = part.release AND undo.kind = 'UNDO'
                    AND undo.version = 'U' || rev.version
                WHERE r.issue = :issue AND rev.kind = 'APPLIED' AND rev.version NOT LIKE 'R\\_\\_%'
                ORDER BY rev.applied_at, rev.id
                """).param("issue", issue).query(Brought.class).list();
    }

    /** Return the newest issue that takes the same back from the same issue with the same SQL, and was not given up. */
    Optional<Issue> same(Issue source, String sql) {
        return jdbc.sql("""
                        SELECT i.id
                        FROM issue_undo u
                        JOIN issue i ON i.id = u.issue
                        JOIN plan_part p ON p.plan = i.plan
                        JOIN migration_file f ON f.release = p.release
                        WHERE u.source = :source AND i.status <> 'CANCELED' AND i.request <> 'WITHDRAW' AND f.sha256 = :hash
                        ORDER BY i.id DESC
                        LIMIT 1
                        """)
                .param("source", source.id())
                .param("hash", Digest.of(sql))
                .query(Long.class)
                .optional()
                .flatMap(issues::findById);
    }

    void opened(Issue source, Issue issue) {
        jdbc.sql("INSERT INTO issue_undo (issue, source) VALUES (:issue, :source)")
                .param("issue", issue.id())
                .param("source", source.id())
                .update();
    }
}
