package io.slipway.notification.telling;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What happened and was not looked at yet: the database keeps a row for each audit event and question, in the transaction that makes it. */
@Component
class Sources {

    /** Either an audit event or a question. */
    record Source(
            long id, @Nullable Long auditEvent, @Nullable UUID ask) {}

    private final JdbcClient jdbc;

    Sources(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Return the next one; what was taken before, and came to nothing then, comes after what is new. */
    Optional<Source> take() {
        return jdbc.sql("""
                        UPDATE notification_source
                        SET attempts = attempts + 1
                        WHERE id = (
                            SELECT id
                            FROM notification_source
                            ORDER BY attempts, id
                            LIMIT 1
                            FOR UPDATE SKIP LOCKED)
                        RETURNING id, audit_event, ask
                        """).query(Source.class).optional();
    }

    /** Record that it was looked at. */
    void done(Source source) {
        jdbc.sql("DELETE FROM notification_source WHERE id = :id")
                .param("id", source.id())
                .update();
    }
}
