package io.slipway.rollout.hotfix;

import io.slipway.failure.RejectedException;
import io.slipway.plan.PendingFiles;
import io.slipway.plan.PlanTargets;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.rollout.Stage;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is owed to targets on which stages were left out. It is paid when the target's ledger holds the versions, however they came there, so
 * nobody has to remember to say so.
 */
@Component
public class CatchUps {

    private static final String SELECT = """
            SELECT c.task, t.plan_target, pp.release, 'projects/' || p.name || '/issues/' || i.number AS issue_name,
                a.name AS left_out_by, c.reason, c.left_out_at, c.issue AS opened_issue,
                'projects/' || p.name || '/issues/' || o.number AS opened_name, s.name AS settled_by, c.settled_reason
            FROM catch_up c
            JOIN task t ON t.id = c.task
            JOIN plan_target pt ON pt.id = t.plan_target
            JOIN plan_part pp ON pp.id = pt.plan_part
            JOIN release rel ON rel.id = pp.release
            JOIN stage st ON st.id = t.stage
            JOIN rollout r ON r.id = st.rollout
            JOIN issue i ON i.id = r.issue
            JOIN project p ON p.id = i.project
            JOIN account a ON a.id = c.left_out_by
            LEFT JOIN issue o ON o.id = c.issue
            LEFT JOIN account s ON s.id = c.settled_by
            """;

    private final JdbcClient jdbc;
    private final PlanTargets planTargets;
    private final PendingFiles pendingFiles;
    private final Targets targets;
    private final Clock clock;

    CatchUps(JdbcClient jdbc, PlanTargets planTargets, PendingFiles pendingFiles, Targets targets, Clock clock) {
        this.jdbc = jdbc;
        this.planTargets = planTargets;
        this.pendingFiles = pendingFiles;
        this.targets = targets;
        this.clock = clock;
    }

    /** Owe these tasks' targets what their stage leaves out. */
    void owe(Collection<Long> tasks, long account, String reason) {
        jdbc.sql("""
                INSERT INTO catch_up (task, left_out_by, reason, left_out_at)
                SELECT t, :account, :reason, :now
                FROM unnest(CAST(:tasks AS bigint[])) AS t
                ON CONFLICT DO NOTHING
                """)
                .param("tasks", tasks.toArray(Long[]::new))
                .param("account", account)
                .param("reason", reason)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Who left an earlier stage of a rollout out by one row of the policy, and why. */
    record Word(long account, String reason) {}

    /** Return what was said when an earlier stage of the same rollout was left out by the same row of the policy. */
    Optional<Word> wordOf(long rollout, String row) {
        return jdbc.sql("""
                        SELECT c.left_out_by AS account, c.reason
                        FROM catch_up c
                        JOIN task t ON t.id = c.task
                        JOIN stage s ON s.id = t.stage
                        WHERE s.rollout = :rollout AND s.rollout_row = :row
                        ORDER BY c.left_out_at DESC, c.task
                        LIMIT 1
                        """)
                .param("rollout", rollout)
                .param("row", row)
                .query(Word.class)
                .optional();
    }

    /** Return what a stage left out, settled or not, in the order of its tasks. */
    public List<CatchUp> ofStage(long stage) {
        return jdbc.sql(SELECT + "WHERE t.stage = :stage ORDER BY c.task")
                .param("stage", stage)
                .query(CatchUp.class)
                .list();
    }

    /** Return what all stages of an issue left out, settled or not, those of earlier plans too, newest release first. */
    public List<CatchUp> ofIssue(long issue) {
        return jdbc.sql(SELECT + "WHERE r.issue = :issue ORDER BY pp.release DESC, c.task")
                .param("issue", issue)
                .query(CatchUp.class)
                .list();
    }

    /**
     * Return what is owed to a plan's target before this plan may go there: what releases left out that are older than the plan's own. A plan
     * that brings the very release that was left out pays what is owed.
     */
    public List<CatchUp> owedBefore(long planTarget) {
        return jdbc.sql(SELECT + """
                        JOIN plan_target later ON later.id = :target
                            AND later.database = pt.database
                            AND later.schema_name IS NOT DISTINCT FROM pt.schema_name
                        JOIN plan_part later_part ON later_part.id = later.plan_part
                        JOIN release later_release ON later_release.id = later_part.release
                        WHERE c.settled_at IS NULL
                          AND later_release.track = rel.track
                          AND later_release.id > rel.id
                          AND ((r.plan = i.plan AND i.status <> 'CANCELED')
                              OR EXISTS (
                                  SELECT
                                  FROM task other
                                  JOIN stage beside ON beside.id = other.stage
                                  WHERE beside.rollout = r.id AND other.epoch > 0))
                        ORDER BY c.task
                        """).param("target", planTarget).query(CatchUp.class).list().stream()
                .filter(this::isOwed)
                .toList();
    }

    /** Tell whether the target still lacks what was left out, and nobody has said why it goes without. */
    public boolean isOwed(CatchUp it) {
        return it.settledReason() == null
                && !pendingFiles
                        .of(planTargets.findById(it.planTarget()).orElseThrow())
                        .pending()
                        .isEmpty();
    }

    /**
     * Refuse a start on a target to which an earlier release is owed.
     *
     * @throws RejectedException if one is
     */
    public void requireCaughtUp(Stage stage) {
        jdbc
                .sql(
                        "SELECT plan_target FROM task WHERE stage = :stage AND status NOT IN ('DONE', 'SKIPPED') ORDER BY id")
                .param("stage", stage.id())
                .query(Long.class)
                .stream()
                .flatMap(target -> owedBefore(target).stream())
                .findFirst()
                .ifPresent(owed -> {
                    throw refusal(owed);
                });
    }

    /** Return why a later release is refused on a target, and what to do. */
    public RejectedException refusal(CatchUp owed) {
        return new RejectedException(
                RejectedException.Reason.CONFLICT,
                "catch-up-missing",
                "'%s' was left out on '%s' (%s), and a later release is refused there until it has caught up."
                        .formatted(owed.issueName(), targetOf(owed), owed.reason()),
                "Catch up with 'slipway catchup %s', or let a releaser say why not with 'slipway catchup %s --waive'."
                        .formatted(owed.issueName(), owed.issueName()));
    }

    /** Return the name of the target that something is owed to. */
    public String targetOf(CatchUp owed) {
        var target = planTargets.findById(owed.planTarget()).orElseThrow();
        return targets.byId(target.database(), target.schemaName())
                .map(TargetRef::shortName)
                .orElse("a target that is gone");
    }

    /** Remember the issue that was opened to pay what these owe. */
    public void opened(Collection<CatchUp> owed, long issue) {
        jdbc.sql("UPDATE catch_up SET issue = :issue WHERE task = ANY(:tasks)")
                .param("issue", issue)
                .param("tasks", owed.stream().map(CatchUp::task).toArray(Long[]::new))
                .update();
    }

    void settle(Collection<CatchUp> owed, long account, String reason) {
        jdbc.sql("""
                UPDATE catch_up
                SET settled_by = :account, settled_reason = :reason, settled_at = :now
                WHERE task = ANY(:tasks) AND settled_at IS NULL
                """)
                .param("account", account)
                .param("reason", reason)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("tasks", owed.stream().map(CatchUp::task).toArray(Long[]::new))
                .update();
    }
}
