package io.slipway.api.model;

import io.slipway.notification.Deliveries.Delivery;
import io.slipway.project.Project;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A delivery of a notification to one receiver, and how it went. */
public record DeliveryView(
        String name,
        String delivery,
        String event,
        String issue,
        String channel,
        String recipient,
        String status,
        int attempts,
        @Nullable Instant nextAttemptAt,
        String result,
        Instant createdAt,
        @Nullable Instant endedAt) {

    public static DeliveryView of(Project project, Delivery delivery) {
        return new DeliveryView(
                "%s/notifications/%d".formatted(project.resource(), delivery.id()),
                delivery.messageId().toString(),
                delivery.event().label(),
                "%s/issues/%d".formatted(project.resource(), delivery.issue()),
                delivery.channel().name(),
                delivery.recipient(),
                delivery.status().name(),
                delivery.attempts(),
                delivery.nextAt(),
                delivery.result(),
                delivery.createdAt(),
                delivery.endedAt());
    }
}
