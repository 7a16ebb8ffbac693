package io.slipway.review;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Wake-ups for the process engine, written in the transaction of the change that they tell of. A row is done when a worker has recorded
 * its effect; until then it is published again.
 */
@Component
public class Outbox {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Outbox(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** A message to publish: it carries no facts but ids. */
    public record Wakeup(long id, String message, String correlationKey, String variables) {}

    public void add(String message, String correlationKey, Map<String, ?> variables) {
        jdbc.sql("""
                INSERT INTO outbox (message, correlation_key, variables, created_at)
                VALUES (:message, :key, CAST(:variables AS jsonb), :now)
                """)
                .param("message", message)
                .param("key", correlationKey)
                .param("variables", json.writeValueAsString(variables))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Return the wake-ups without a recorded effect that are due: never published, or longer than the given seconds ago. One that has been
     * published often waits longer, up to a minute: what it is to wake may never come.
     */
    public List<Wakeup> due(int seconds) {
        return jdbc.sql("""
                        SELECT id, message, correlation_key, CAST(variables AS text) AS variables
                        FROM outbox
                        WHERE done_at IS NULL
                          AND (published_at IS NULL
                               OR published_at < :now - make_interval(secs => least(:seconds * greatest(1, attempts - 5), 60)))
                        ORDER BY attempts > 5, id
                        LIMIT 100
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("seconds", seconds)
                .query(Wakeup.class)
                .list();
    }

    public void published(long id) {
        jdbc.sql("UPDATE outbox SET published_at = :now, attempts = attempts + 1 WHERE id = :id")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    /** Record that a message could not be published: others go first, and it is tried again. */
    public void failed(long id) {
        published(id);
    }

    /** Tell whether such a message has not had its effect yet. */
    public boolean isWaiting(String message, String correlationKey) {
        return isWaiting(message, List.of(correlationKey));
    }

    /** Tell whether such a message with one of these keys has not had its effect yet. */
    public boolean isWaiting(String message, List<String> correlationKeys) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT
                            FROM outbox
                            WHERE message = :message AND correlation_key = ANY(:keys) AND done_at IS NULL)
                        """)
                .param("message", message)
                .param("keys", correlationKeys.toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    /** Record that what these messages were to bring about has come about. */
    public void done(String message, String correlationKey) {
        jdbc.sql("""
                UPDATE outbox
                SET done_at = :now
                WHERE message = :message AND correlation_key = :key AND done_at IS NULL
                """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("message", message)
                .param("key", correlationKey)
                .update();
    }
}
