package io.slipway.rollout.condition;

import io.slipway.review.Asks;
import io.slipway.review.Outbox;
import io.slipway.rollout.Stage;
import io.slipway.rollout.StageFlow;
import io.slipway.rollout.Stages;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One change after another: files of a track reach a target in the order in which their issues were opened. A stage waits for the same stage
 * of an earlier issue that brings files of the track to one of its targets, unless that one itself waits above its target stage, where
 * nobody may ever promote it. One-offs are outside of the order; catching up is behind nobody, since later changes wait for it.
 */
@Component
public class EarlierChanges {

    /** An open issue that goes first. */
    public record Earlier(long issue, int number, String name) {}

    private final JdbcClient jdbc;
    private final Stages stages;
    private final StartConditions conditions;
    private final Asks asks;
    private final Outbox outbox;

    EarlierChanges(JdbcClient jdbc, Stages stages, StartConditions conditions, Asks asks, Outbox outbox) {
        this.jdbc = jdbc;
        this.stages = stages;
        this.conditions = conditions;
        this.asks = asks;
        this.outbox = outbox;
    }

    /** Return the issues that a stage has to let go first, the oldest first; what waits for this one itself is none of them. */
    public List<Earlier> before(Stage stage) {
        long issue = stages.issueOf(stage.id());
        return jdbc
                .sql("""
                        SELECT other.id AS issue, other.number, 'projects/' || p.name || '/issues/' || other.number AS name
                        FROM issue mine
                        JOIN issue other ON other.project = mine.project AND other.id < mine.id AND other.status = 'OPEN'
                        JOIN project p ON p.id = mine.project
                        JOIN rollout r ON r.issue = other.id AND r.plan = other.plan
                        JOIN stage s ON s.rollout = r.id AND s.environment = :environment AND s.status <> 'DONE'
                        LEFT JOIN environment ceiling ON ceiling.id = other.target_stage
                        WHERE mine.id = :issue
                          AND (ceiling.id IS NULL OR s.promoted OR s.position <= ceiling.position)
                          AND (other.request <> 'WITHDRAW'
                              OR EXISTS (SELECT FROM task running WHERE running.stage = s.id AND running.status = 'RUNNING'))
                          AND NOT EXISTS (SELECT FROM catch_up WHERE issue = mine.id)
                          AND EXISTS (
                              SELECT
                              FROM task t
                              JOIN plan_target pt ON pt.id = t.plan_target
                              JOIN plan_part pp ON pp.id = pt.plan_part
                              JOIN release rel ON rel.id = pp.release AND rel.kind = 'FILES'
                              JOIN plan_target opt ON opt.database = pt.database
                                  AND opt.schema_name IS NOT DISTINCT FROM pt.schema_name
                              JOIN task o ON o.plan_target = opt.id AND o.stage = s.id
                              JOIN plan_part opp ON opp.id = opt.plan_part
                              JOIN release orel ON orel.id = opp.release AND orel.kind = 'FILES'
                              WHERE t.stage = :stage AND orel.track = rel.track)
                        ORDER BY other.id
                        """)
                .param("environment", stage.environment())
                .param("issue", issue)
                .param("stage", stage.id())
                .query(Earlier.class)
                .list()
                .stream()
                .filter(earlier -> !conditions.awaits(earlier.issue(), issue))
                .toList();
    }

    /**
     * Keep a stage from beginning to wait for what ends at this moment, which would wake nobody then; held until the transaction ends. No
     * issue may be locked after this.
     */
    void lock(long project) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('earlier changes', :project))")
                .param("project", project)
                .query((row, number) -> number)
                .list();
    }

    /** A question of a stage that waits for an earlier change. */
    private record Waiting(UUID ask, long stage) {}

    /** One of an issue's stages, or all of it, has ended: let those go on that waited for it alone. */
    public void ended(long issue) {
        lock(jdbc.sql("SELECT project FROM issue WHERE id = :issue")
                .param("issue", issue)
                .query(Long.class)
                .single());
        jdbc.sql("""
                        SELECT a.id AS ask, a.stage
                        FROM ask a
                        JOIN stage s ON s.id = a.stage
                        JOIN rollout r ON r.id = s.rollout
                        JOIN issue i ON i.id = r.issue AND i.plan = r.plan
                        WHERE a.kind = 'PROMOTE' AND a.status = 'OPEN' AND a.step = :queued
                          AND i.project = (SELECT project FROM issue WHERE id = :issue)
                          AND i.status = 'OPEN' AND i.id > :issue
                        ORDER BY a.number
                        """)
                .param("queued", StageHolds.Hold.QUEUED.step())
                .param("issue", issue)
                .query(Waiting.class)
                .list()
                .forEach(waiting -> {
                    if (before(stages.findById(waiting.stage()).orElseThrow()).isEmpty()) {
                        asks.lapsed(waiting.ask());
                        outbox.add(StageFlow.CHANGE_PROMOTED, waiting.ask().toString(), Map.of());
                    }
                });
    }
}
