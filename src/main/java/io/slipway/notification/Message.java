package io.slipway.notification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a notification says, as receivers of webhooks get it: a stable form, to which fields may only be added.
 *
 * @param stage the environment that it is about, or null where it is about all of the issue
 * @param targets the first of the targets that it is about, by their short names
 * @param targetCount how many there are
 * @param actor whose doing it was: an account's name, or {@code slipway}
 * @param text what happened, as a sentence for people
 */
public record Message(
        NotificationEvent event,
        Instant at,
        String project,
        String issue,
        String title,
        String url,
        @Nullable String stage,
        List<String> targets,
        int targetCount,
        String actor,
        String text) {}
