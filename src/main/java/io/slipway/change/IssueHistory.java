package io.slipway.change;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What was decided about an issue and what followed, as the audit trail has it; what single tasks did by themselves is left out. */
@Component
public class IssueHistory {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    IssueHistory(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * One event.
     *
     * @param actor an account's name, or {@code slipway}
     * @param environment of the stage that it is about, or null for the issue itself
     * @param superseded whether the change was edited since, so that it no longer counts
     */
    public record Entry(
            Instant at,
            String actor,
            String event,
            @Nullable String environment,
            boolean superseded,
            Map<String, Object> facts) {

        /** Return a fact as text; empty where it is absent. */
        public String fact(String name) {
            var value = facts.get(name);
            return value == null || value.equals("null") ? "" : value.toString();
        }
    }

    /** Return the newest events of an issue, oldest first. */
    public List<Entry> of(long issue, int limit) {
        return jdbc.sql("""
                        SELECT e.at, e.actor, e.event, n.name AS environment,
                               coalesce(r.plan <> i.plan, false) AS superseded, CAST(e.facts AS text) AS facts
                        FROM audit_event e
                        JOIN issue i ON i.id = e.issue
                        LEFT JOIN stage s ON s.id = CASE WHEN e.subject ~ '^stage [0-9]+$' THEN CAST(substr(e.subject, 7) AS bigint) END
                        LEFT JOIN rollout r ON r.id = s.rollout
                        LEFT JOIN environment n ON n.id = s.environment
                        WHERE e.issue = :issue AND (e.event NOT LIKE 'task-%' OR e.event = 'task-resolved')
                        ORDER BY e.id DESC
                        LIMIT :limit
                        """)
                .param("issue", issue)
                .param("limit", limit)
                .query((row, number) -> new Entry(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        row.getString("event"),
                        row.getString("environment"),
                        row.getBoolean("superseded"),
                        json.readValue(row.getString("facts"), new TypeReference<>() {})))
                .list()
                .reversed();
    }
}
