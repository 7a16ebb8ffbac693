package io.slipway.change.succession;

import io.slipway.plan.Planner;
import io.slipway.project.Account;
import io.slipway.project.Project;
import io.slipway.review.Audit;
import io.slipway.review.Issue;
import io.slipway.review.IssueThread;
import io.slipway.review.Issues;
import io.slipway.review.Outbox;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a new issue means for the open ones of its project. The same release for the same targets is the same issue. A newer release takes
 * the place of one of which nothing has started, if it has all its versions and goes to all its targets. Anything else waits for its turn.
 */
@Component
public class Succession {

    private static final String TARGET = "p.release || ' ' || t.database || '/' || coalesce(t.schema_name, '')";

    /** Which open issues bring to each of their targets nothing but what the successor's newer releases bring there, too. */
    private static final String GIVING_WAY = """
            WITH mine AS (
                SELECT p.release, t.database, t.schema_name
                FROM plan_part p
                JOIN plan_target t ON t.plan_part = p.id
                WHERE p.plan = :plan),
            covered AS (
                SELECT o.id AS release, n.id AS by
                FROM release n
                JOIN release o ON o.project = n.project AND o.track = n.track AND o.id <= n.id AND o.kind = 'FILES'
                WHERE n.id IN (SELECT release FROM mine)
                  AND o.id IN (
                      SELECT p.release
                      FROM issue i
                      JOIN plan_part p ON p.plan = i.plan
                      WHERE i.project = :project AND i.status = 'OPEN' AND i.id < :successor)
                  AND NOT EXISTS (
                      SELECT version
                      FROM migration_file
                      WHERE release = o.id
                      EXCEPT
                      SELECT version
                      FROM migration_file
                      WHERE release = n.id))
            SELECT i.id
            FROM issue i
            WHERE i.project = :project AND i.status = 'OPEN' AND i.id < :successor
              AND NOT EXISTS (SELECT FROM catch_up WHERE issue = i.id)
              AND EXISTS (
                  SELECT
                  FROM plan_part p
                  JOIN covered c ON c.release = p.release AND c.release < c.by
                  WHERE p.plan = i.plan)
              AND NOT EXISTS (
                  SELECT
                  FROM plan_part p
                  JOIN plan_target t ON t.plan_part = p.id
                  WHERE p.plan = i.plan
                    AND NOT EXISTS (
                        SELECT
                        FROM covered c
                        JOIN mine m ON m.release = c.by
                        WHERE c.release = p.release
                          AND m.database = t.database AND m.schema_name IS NOT DISTINCT FROM t.schema_name))
            ORDER BY i.id
            """;

    private final JdbcClient jdbc;
    private final Issues issues;
    private final Outbox outbox;
    private final Audit audit;
    private final IssueThread thread;

    Succession(JdbcClient jdbc, Issues issues, Outbox outbox, Audit audit, IssueThread thread) {
        this.jdbc = jdbc;
        this.issues = issues;
        this.outbox = outbox;
        this.audit = audit;
        this.thread = thread;
    }

    /** Return the open issue that rolls these releases out to exactly these targets, in the project's lock. */
    public Optional<Issue> same(Project project, List<Planner.Part> parts) {
        return jdbc.sql("""
                        SELECT i.id
                        FROM issue i
                        JOIN plan_part p ON p.plan = i.plan
                        JOIN plan_target t ON t.plan_part = p.id
                        WHERE i.project = :project AND i.status = 'OPEN' AND i.request <> 'WITHDRAW'
                          AND NOT EXISTS (SELECT FROM catch_up WHERE issue = i.id)
                        GROUP BY i.id
                        HAVING array_agg(%1$s ORDER BY %1$s COLLATE "C") = CAST(:targets AS text[])
                        ORDER BY i.id
                        LIMIT 1
                        """.formatted(TARGET))
                .param("project", project.id())
                .param(
                        "targets",
                        parts.stream()
                                .flatMap(part -> part.targets().stream()
                                        .map(it -> "%d %d/%s"
                                                .formatted(
                                                        part.release().id(),
                                                        it.database().id(),
                                                        Objects.requireNonNullElse(it.schema(), ""))))
                                .sorted()
                                .toArray(String[]::new))
                .query(Long.class)
                .optional()
                .flatMap(issues::findById);
    }

    /**
     * Close what a new issue supersedes, with a link. Whoever is deciding on one of these at this moment goes first: it is left alone, and the
     * new one waits for its turn.
     */
    public void supersede(Account account, Issue successor) {
        for (long candidate : candidates(successor)) {
            lockUnlessBusy(candidate)
                    .filter(issue -> issue.request() != Issue.Request.WITHDRAW && !hasStarted(issue))
                    .ifPresent(issue -> supersede(account, issue, successor));
        }
    }

    private List<Long> candidates(Issue successor) {
        return jdbc.sql(GIVING_WAY)
                .param("project", successor.project())
                .param("successor", successor.id())
                .param("plan", successor.plan())
                .query(Long.class)
                .list();
    }

    private Optional<Issue> lockUnlessBusy(long issue) {
        return jdbc.sql("SELECT id FROM issue WHERE id = :id AND status = 'OPEN' FOR NO KEY UPDATE SKIP LOCKED")
                .param("id", issue)
                .query(Long.class)
                .optional()
                .flatMap(issues::findById);
    }

    /** Law 5: what is scheduled is locked, and counts as started. */
    private boolean hasStarted(Issue issue) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT
                            FROM rollout r
                            JOIN stage s ON s.rollout = r.id
                            JOIN task t ON t.stage = s.id
                            WHERE r.issue = :issue
                              AND (t.status IN ('PENDING', 'RUNNING', 'SKIPPED')
                                   OR EXISTS (SELECT FROM task_run run WHERE run.task = t.id)))
                        """).param("issue", issue.id()).query(Boolean.class).single();
    }

    private void supersede(Account account, Issue issue, Issue successor) {
        jdbc.sql("INSERT INTO issue_succession (issue, successor) VALUES (:issue, :successor)")
                .param("issue", issue.id())
                .param("successor", successor.id())
                .update();
        Issue asked = issues.save(issue.asked(Issue.Request.WITHDRAW));
        outbox.add(Issue.CHANGED, String.valueOf(asked.id()), Map.of());
        thread.say(
                asked.id(),
                account.id(),
                "Superseded by issue %d: its release is newer, has every version of this one, and nothing had started here."
                        .formatted(successor.number()));
        audit.record(new Audit.Event(
                "issue-superseded",
                account.name(),
                asked.id(),
                "issue " + asked.number(),
                Map.of("by", successor.number(), "before", issue.request(), "after", asked.request())));
    }

    /** Return the issue that superseded this one. */
    public Optional<Issue> successorOf(Issue issue) {
        return jdbc.sql("SELECT successor FROM issue_succession WHERE issue = :issue")
                .param("issue", issue.id())
                .query(Long.class)
                .optional()
                .flatMap(issues::findById);
    }
}
