package io.slipway.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every delivery of every notification, and how it went. An attempt is claimed before it is made and settled after: one that a crash cut
 * short is claimed again, so a receiver may get a message twice, but never none.
 */
@Repository
public class Deliveries {

    /** By which way a message goes. */
    public enum Channel {
        WEBHOOK,
        MAIL
    }

    /** Where a delivery is in its life. */
    public enum Status {
        /** It is tried now, or again later. */
        WAITING,
        /** The receiver took it. */
        DELIVERED,
        /** The receiver did not take it in all its attempts, or never will. */
        GIVEN_UP
    }

    /** A delivery as the log shows it; {@code result} says how the last attempt ended. */
    public record Delivery(
            long id,
            UUID messageId,
            NotificationEvent event,
            int issue,
            Channel channel,
            String recipient,
            Status status,
            int attempts,
            @Nullable Instant nextAt,
            String result,
            Instant createdAt,
            @Nullable Instant endedAt) {}

    /** An attempt that the claimer is to make. */
    public record Claim(
            long id,
            UUID messageId,
            Channel channel,
            String recipient,
            int attempt,
            Instant createdAt,
            long project,
            Message message) {}

    /** How long an attempt may take before it is taken to be lost; far longer than the receivers' timeouts. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Deliveries(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Claim deliveries that are due, each for one attempt; nobody else gets them until they are settled or lost. */
    List<Claim> claim(int most) {
        var now = clock.instant();
        return jdbc.sql("""
                        UPDATE notification_delivery d
                        SET attempts = d.attempts + 1, next_at = :lost
                        FROM notification n
                        WHERE n.id = d.notification
                          AND d.id IN (
                            SELECT id
                            FROM notification_delivery
                            WHERE status = 'WAITING' AND next_at <= :now
                            ORDER BY next_at, id
                            LIMIT :most
                            FOR UPDATE SKIP LOCKED)
                        RETURNING d.id, d.message_id, d.channel, d.recipient, d.attempts, d.created_at, n.project, n.content
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("lost", now.plus(LEASE).atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, number) -> new Claim(
                        row.getLong("id"),
                        row.getObject("message_id", UUID.class),
                        Channel.valueOf(row.getString("channel")),
                        row.getString("recipient"),
                        row.getInt("attempts"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getLong("project"),
                        json.readValue(row.getString("content"), Message.class)))
                .list();
    }

    /** Record that the receiver took it, even where the attempt was taken to be lost before. */
    void delivered(Claim claim, String result) {
        settle(claim, Status.DELIVERED, clock.instant(), result);
    }

    /** Record that it will never be taken. */
    void givenUp(Claim claim, String result) {
        settle(claim, Status.GIVEN_UP, clock.instant(), result);
    }

    /** Record that an attempt failed, and when the next one is due. */
    void failed(Claim claim, Instant next, String result) {
        settle(claim, Status.WAITING, next, result);
    }

    private void settle(Claim claim, Status as, Instant next, String result) {
        jdbc.sql("""
                UPDATE notification_delivery
                SET status = :status,
                    next_at = :next,
                    result = :result,
                    ended_at = CASE WHEN :status <> 'WAITING' THEN CAST(:now AS timestamptz) END
                WHERE id = :id AND status = 'WAITING' AND (attempts = :attempt OR :status = 'DELIVERED')
                """)
                .param("status", as.name())
                .param("next", next.atOffset(ZoneOffset.UTC))
                .param("result", result)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", claim.id())
                .param("attempt", claim.attempt())
                .update();
    }

    /** Return the project's deliveries that are older than one, the newest first. */
    public List<Delivery> page(long project, long before, int limit) {
        return jdbc.sql("""
                        SELECT d.*, n.event, i.number AS issue
                        FROM notification_delivery d
                        JOIN notification n ON n.id = d.notification
                        JOIN issue i ON i.id = n.issue
                        WHERE n.project = :project AND d.id < :before
                        ORDER BY d.id DESC
                        LIMIT :limit
                        """)
                .param("project", project)
                .param("before", before)
                .param("limit", limit)
                .query((row, number) -> {
                    var status = Status.valueOf(row.getString("status"));
                    var ended = row.getObject("ended_at", OffsetDateTime.class);
                    return new Delivery(
                            row.getLong("id"),
                            row.getObject("message_id", UUID.class),
                            NotificationEvent.valueOf(row.getString("event")),
                            row.getInt("issue"),
                            Channel.valueOf(row.getString("channel")),
                            row.getString("recipient"),
                            status,
                            row.getInt("attempts"),
                            status == Status.WAITING
                                    ? row.getObject("next_at", OffsetDateTime.class)
                                            .toInstant()
                                    : null,
                            row.getString("result"),
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            ended == null ? null : ended.toInstant());
                })
                .list();
    }
}
