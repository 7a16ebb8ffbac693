package io.slipway.rollout.condition;

import io.slipway.failure.RejectedException;
import io.slipway.rollout.Stage;
import io.slipway.rollout.Stages;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The conditions of all stages' starts, and whether they are met. */
@Component
public class StartConditions {

    private final JdbcClient jdbc;
    private final Stages stages;
    private final Clock clock;

    StartConditions(JdbcClient jdbc, Stages stages, Clock clock) {
        this.jdbc = jdbc;
        this.stages = stages;
        this.clock = clock;
    }

    /** Return the conditions of a stage's start, in the order in which they were named. */
    public List<StartCondition> of(Stage stage) {
        return jdbc.sql("""
                        SELECT c.id, 'projects/' || p.name || '/issues/' || i.number AS awaited_name,
                            i.status AS awaited_status, c.gate, n.name AS named_by, o.name AS opened_by, c.opened_reason,
                            c.opened_at
                        FROM start_condition c
                        JOIN account n ON n.id = c.named_by
                        LEFT JOIN account o ON o.id = c.opened_by
                        LEFT JOIN issue i ON i.id = c.awaited_issue
                        LEFT JOIN project p ON p.id = i.project
                        WHERE c.issue = :issue AND c.environment = :environment
                        ORDER BY c.id
                        """)
                .param("issue", stages.issueOf(stage.id()))
                .param("environment", stage.environment())
                .query(StartCondition.class)
                .list();
    }

    /**
     * Refuse a start whose conditions are not met.
     *
     * @throws RejectedException if one is not; it names it, and the way out
     */
    public void requireMet(Stage stage) {
        of(stage).stream().filter(it -> !it.isMet()).findFirst().ifPresent(it -> {
            throw it.isLost() ? lost(it) : unmet(it);
        });
    }

    /**
     * Refuse a start, whenever it is meant, that waits for what can't come any more.
     *
     * @throws RejectedException if an issue that it waits for was cancelled
     */
    public void requireNoneLost(Stage stage) {
        of(stage).stream().filter(StartCondition::isLost).findFirst().ifPresent(it -> {
            throw lost(it);
        });
    }

    static RejectedException lost(StartCondition it) {
        return conflict(
                "dependency-canceled",
                "'%s', which must be done first, was cancelled.".formatted(it.name()),
                "Drop the dependency with 'slipway depend --drop' and a reason, or send the change back.");
    }

    private static RejectedException unmet(StartCondition it) {
        return it.gate() == null
                ? conflict(
                        "dependency-unfinished",
                        "'%s' must be done first, and is still open.".formatted(it.name()),
                        "Release it again when that issue is done, or for a time by when it is; or drop the dependency with 'slipway depend --drop'.")
                : conflict(
                        "gate-closed",
                        "The gate '%s' has not been opened.".formatted(it.name()),
                        "Have it opened with 'slipway opengate' or the API, and release it again; or drop it with 'slipway depend --drop'.");
    }

    static RejectedException conflict(String code, String message, String help) {
        return new RejectedException(RejectedException.Reason.CONFLICT, code, message, help);
    }

    /** Keep two people from closing a circle of issues at the same time; held until the transaction ends. */
    void lock() {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('start conditions', 0))")
                .query((row, number) -> number)
                .list();
    }

    /** Tell whether an issue waits, by others in between or not, for another one. */
    boolean awaits(long issue, long other) {
        return jdbc.sql("""
                        WITH RECURSIVE reached (issue) AS (
                            SELECT CAST(:issue AS bigint)
                            UNION
                            SELECT c.awaited_issue
                            FROM start_condition c
                            JOIN reached r ON r.issue = c.issue
                            WHERE c.awaited_issue IS NOT NULL)
                        SELECT EXISTS (SELECT FROM reached WHERE issue = :other)
                        """)
                .param("issue", issue)
                .param("other", other)
                .query(Boolean.class)
                .single();
    }

    /** Name a condition; tells whether it is new. */
    boolean add(Stage stage, @Nullable Long awaited, @Nullable String gate, long account) {
        return jdbc.sql("""
                        INSERT INTO start_condition (issue, environment, awaited_issue, gate, named_by, named_at)
                        VALUES (:issue, :environment, CAST(:awaited AS bigint), CAST(:gate AS text), :account, :now)
                        ON CONFLICT DO NOTHING
                        """)
                        .param("issue", stages.issueOf(stage.id()))
                        .param("environment", stage.environment())
                        .param("awaited", awaited)
                        .param("gate", gate)
                        .param("account", account)
                        .param("now", now())
                        .update()
                == 1;
    }

    void remove(long id) {
        jdbc.sql("DELETE FROM start_condition WHERE id = :id").param("id", id).update();
    }

    void open(long id, long account, String reason) {
        jdbc.sql(
                        "UPDATE start_condition SET opened_by = :account, opened_reason = :reason, opened_at = :now WHERE id = :id")
                .param("id", id)
                .param("account", account)
                .param("reason", reason)
                .param("now", now())
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
