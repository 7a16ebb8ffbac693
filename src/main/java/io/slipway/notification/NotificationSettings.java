package io.slipway.notification;

import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When people are told, and how long a receiver that does not answer is tried.
 *
 * @param publicUrl where people reach the web pages, to which messages link
 * @param leadTime how long before its time a scheduled start is told of
 * @param overdueAfter how long after its time a start that has not happened counts as missed
 * @param timeout how long a receiver has for an answer
 * @param attempts how often a delivery is tried
 * @param pause how long the second attempt waits; each further one waits twice as long
 * @param longestPause the longest wait between two attempts
 * @param patience the age at which a delivery is given up, however often it was tried
 */
@ConfigurationProperties("slipway.notification")
public record NotificationSettings(
        @DefaultValue("http://127.0.0.1:8090") String publicUrl,
        @DefaultValue("15m") Duration leadTime,
        @DefaultValue("5m") Duration overdueAfter,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("12") int attempts,
        @DefaultValue("30s") Duration pause,
        @DefaultValue("1h") Duration longestPause,
        @DefaultValue("1d") Duration patience) {

    private static final int MOST_DOUBLINGS = 20;

    public NotificationSettings {
        if (attempts < 1 || !pause.isPositive() || !timeout.isPositive()) {
            throw new IllegalArgumentException(
                    "slipway.notification.attempts, pause and timeout must be greater than zero");
        }
    }

    /** Return the address of the page of an issue, whose resource name is its path. */
    public String linkTo(String issue) {
        return publicUrl.replaceFirst("/+$", "") + "/" + issue;
    }

    /** Return how long to wait after so many attempts. */
    Duration pauseAfter(int tried) {
        var pauses = pause.multipliedBy(1L << Math.min(Math.max(tried - 1, 0), MOST_DOUBLINGS));
        return pauses.compareTo(longestPause) > 0 ? longestPause : pauses;
    }

    /** Say whether a delivery that was tried so often, and would be tried again at a time, is given up instead. */
    boolean isEnough(int tried, Instant created, Instant next) {
        return tried >= attempts || next.isAfter(created.plus(patience));
    }
}
