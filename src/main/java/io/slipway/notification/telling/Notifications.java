package io.slipway.notification.telling;

import io.slipway.notification.Deliveries.Channel;
import io.slipway.notification.Message;
import io.slipway.notification.NotificationSettings;
import io.slipway.notification.Subscriptions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes down what is to be told, with a delivery for each receiver that wants it. */
@Component
class Notifications {

    private record Receiver(Channel channel, String name) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Subscriptions subscriptions;
    private final Recipients recipients;
    private final Places places;
    private final NotificationSettings settings;
    private final Clock clock;

    Notifications(
            JdbcClient jdbc,
            JsonMapper json,
            Subscriptions subscriptions,
            Recipients recipients,
            Places places,
            NotificationSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.subscriptions = subscriptions;
        this.recipients = recipients;
        this.places = places;
        this.settings = settings;
        this.clock = clock;
    }

    /** Tell of a happening, in the caller's transaction; what was told of already is not told again. */
    void tell(Happening happening) {
        var receivers = receivers(happening);
        if (!receivers.isEmpty()) {
            write(happening).ifPresent(notification -> receivers.forEach(it -> add(notification, it)));
        }
    }

    private List<Receiver> receivers(Happening happening) {
        var wanted = subscriptions.of(happening.place().project());
        var receivers = new ArrayList<Receiver>();
        wanted.webhooks().stream()
                .filter(webhook -> webhook.events().contains(happening.event()))
                .forEach(webhook -> receivers.add(new Receiver(Channel.WEBHOOK, webhook.name())));
        if (wanted.mail().contains(happening.event())) {
            recipients
                    .of(happening.place(), happening.audience())
                    .forEach(address -> receivers.add(new Receiver(Channel.MAIL, address)));
        }
        return receivers;
    }

    private Optional<Long> write(Happening it) {
        return jdbc.sql("""
                        INSERT INTO notification (project, issue, event, cause, content, created_at)
                        VALUES (:project, :issue, :event, :cause, CAST(:content AS jsonb), :now)
                        ON CONFLICT (cause) DO NOTHING
                        RETURNING id
                        """)
                .param("project", it.place().project())
                .param("issue", it.place().issue())
                .param("event", it.event().name())
                .param("cause", it.cause())
                .param("content", json.writeValueAsString(message(it)))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .optional();
    }

    private Message message(Happening it) {
        var place = it.place();
        var targets = places.targets(place);
        return new Message(
                it.event(),
                it.at(),
                place.projectResource(),
                place.issueResource(),
                place.title(),
                settings.linkTo(place.issueResource()),
                place.stage(),
                targets.targets(),
                targets.count(),
                it.actor(),
                it.text());
    }

    private void add(long notification, Receiver receiver) {
        jdbc.sql("""
                INSERT INTO notification_delivery (message_id, notification, channel, recipient, status, next_at, created_at)
                VALUES (:message, :notification, :channel, :recipient, 'WAITING', :now, :now)
                """)
                .param("message", UUID.randomUUID())
                .param("notification", notification)
                .param("channel", receiver.channel().name())
                .param("recipient", receiver.name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
