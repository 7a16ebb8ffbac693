package io.slipway.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Of which events projects tell, by webhook and by mail. */
@Repository
public class Subscriptions {

    /**
     * A receiver of signed requests.
     *
     * @param secret where its secret is, never the secret
     */
    public record Webhook(String name, String url, String secret, Set<NotificationEvent> events) {}

    /** What a project tells of: to each webhook, and by mail. */
    public record Subscription(List<Webhook> webhooks, Set<NotificationEvent> mail) {}

    private final JdbcClient jdbc;

    Subscriptions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Return what the project tells of, its webhooks by name. */
    public Subscription of(long project) {
        return new Subscription(
                webhooks("WHERE project = :project ORDER BY name", project, ""),
                jdbc.sql("SELECT events FROM mail_subscription WHERE project = :project")
                        .param("project", project)
                        .query((row, number) -> events(row))
                        .optional()
                        .orElse(Set.of()));
    }

    /** Return a webhook of the project by its name. */
    public Optional<Webhook> webhook(long project, String name) {
        return webhooks("WHERE project = :project AND name = :name", project, name).stream()
                .findFirst();
    }

    /** Make this what the project tells of, and nothing else. */
    @Transactional
    public void set(long project, Subscription wanted) {
        for (var table : List.of("webhook", "mail_subscription")) {
            jdbc.sql("DELETE FROM %s WHERE project = :project".formatted(table))
                    .param("project", project)
                    .update();
        }
        wanted.webhooks().forEach(webhook -> add(project, webhook));
        if (!wanted.mail().isEmpty()) {
            jdbc.sql("INSERT INTO mail_subscription (project, events) VALUES (:project, :events)")
                    .param("project", project)
                    .param("events", names(wanted.mail()))
                    .update();
        }
    }

    private void add(long project, Webhook webhook) {
        jdbc.sql("""
                INSERT INTO webhook (project, name, url, secret, events)
                VALUES (:project, :name, :url, :secret, :events)
                """)
                .param("project", project)
                .param("name", webhook.name())
                .param("url", webhook.url())
                .param("secret", webhook.secret())
                .param("events", names(webhook.events()))
                .update();
    }

    private List<Webhook> webhooks(String where, long project, String name) {
        return jdbc.sql("SELECT name, url, secret, events FROM webhook " + where)
                .param("project", project)
                .param("name", name)
                .query((row, number) ->
                        new Webhook(row.getString("name"), row.getString("url"), row.getString("secret"), events(row)))
                .list();
    }

    private static String[] names(Set<NotificationEvent> events) {
        return events.stream().sorted().map(Enum::name).toArray(String[]::new);
    }

    private static Set<NotificationEvent> events(ResultSet row) throws SQLException {
        var events = EnumSet.noneOf(NotificationEvent.class);
        Arrays.stream((String[]) row.getArray("events").getArray())
                .map(NotificationEvent::valueOf)
                .forEach(events::add);
        return events;
    }
}
