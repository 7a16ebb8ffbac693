package io.slipway.review;

import io.slipway.failure.RejectedException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The record of every state change, written in the transaction that makes it; PostgreSQL refuses to change or delete a row. */
@Component
public class Audit {

    /** Who acts where no person does. */
    public static final String SLIPWAY = "slipway";

    private static final Duration REFUSALS_PERIOD = Duration.ofMinutes(1);
    private static final int MOST_REFUSALS = 100;
    private static final int LONGEST_SENTENCE = 1000;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Audit(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** One state change: past participle, who, on what. */
    public record Event(
            String event, String actor, @Nullable Long issue, String subject, Map<String, ?> facts) {}

    /** Record that the process itself did something to an issue. */
    public void system(String event, long issue, String subject, Map<String, ?> facts) {
        record(new Event(event, SLIPWAY, issue, subject, facts));
    }

    public void record(Event event) {
        jdbc.sql("""
                INSERT INTO audit_event (at, actor, event, project, issue, subject, facts)
                VALUES (
                    :at,
                    :actor,
                    :event,
                    (SELECT project FROM issue WHERE id = CAST(:issue AS bigint)),
                    :issue,
                    :subject,
                    CAST(:facts AS jsonb))
                """)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("actor", event.actor())
                .param("event", event.event())
                .param("issue", event.issue())
                .param("subject", event.subject())
                .param("facts", json.writeValueAsString(event.facts()))
                .update();
    }

    /**
     * A command that was refused.
     *
     * @param command what was asked, by its name
     * @param subject on what
     */
    public record Refusal(String actor, long issue, String command, String subject, RejectedException why) {}

    /**
     * Record a refusal in a transaction of its own, so that it outlives the command's, which is rolled back. The same refusal within a
     * minute counts once, and of one actor no more than a hundred a minute are kept.
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void refused(Refusal refusal) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('refusals of ' || :actor, 0))")
                .param("actor", refusal.actor())
                .query((row, number) -> number)
                .list();
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var facts = json.writeValueAsString(
                Map.of("command", refusal.command(), "code", refusal.why().code()));
        jdbc.sql("""
                INSERT INTO audit_event (at, actor, event, project, issue, subject, facts)
                SELECT
                    :at, :actor, 'command-refused', i.project, i.id, :subject,
                    CAST(:facts AS jsonb) || jsonb_build_object('sentence', CAST(:sentence AS text))
                FROM issue i
                WHERE i.id = :issue
                  AND NOT EXISTS (
                      SELECT
                      FROM audit_event e
                      WHERE e.actor = :actor
                        AND e.at > :since
                        AND e.event = 'command-refused'
                        AND e.issue = :issue
                        AND e.subject = :subject
                        AND e.facts @> CAST(:facts AS jsonb))
                  AND :most > (
                      SELECT count(*)
                      FROM audit_event e
                      WHERE e.actor = :actor AND e.at > :since AND e.event = 'command-refused')
                """)
                .param("at", now)
                .param("since", now.minus(REFUSALS_PERIOD))
                .param("most", MOST_REFUSALS)
                .param("actor", refusal.actor())
                .param("issue", refusal.issue())
                .param("subject", refusal.subject())
                .param("facts", facts)
                .param("sentence", bounded(refusal.why().sentence()))
                .update();
    }

    private static String bounded(String sentence) {
        return sentence.length() <= LONGEST_SENTENCE ? sentence : sentence.substring(0, LONGEST_SENTENCE) + "…";
    }

    /** Tell whether an event with these facts among its own is on record. */
    public boolean isRecorded(String event, String subject, Map<String, ?> facts) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT
                            FROM audit_event
                            WHERE event = :event AND subject = :subject AND facts @> CAST(:facts AS jsonb))
                        """)
                .param("event", event)
                .param("subject", subject)
                .param("facts", json.writeValueAsString(facts))
                .query(Boolean.class)
                .single();
    }

    /** Return an issue's events as {@code event actor subject}, oldest first. */
    public List<String> of(long issue) {
        return jdbc.sql("""
                        SELECT event || ' ' || actor || ' ' || subject
                        FROM audit_event
                        WHERE issue = :issue
                        ORDER BY id
                        """).param("issue", issue).query(String.class).list();
    }
}
