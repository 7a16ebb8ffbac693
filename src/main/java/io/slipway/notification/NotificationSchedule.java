package io.slipway.notification;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes the rounds again and again, beside a process engine. On threads of its own: Spring's scheduler has one for all that wait for the
 * end of their last run, and a slow receiver must not hold up the wake-ups of rollouts.
 */
@Component
@ConditionalOnProperty("slipway.camunda.grpc-address")
class NotificationSchedule implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationSchedule.class);
    private static final long PAUSE_SECONDS = 1;
    private static final long STOP_SECONDS = 10;

    private final NotificationRounds rounds;
    private @Nullable ScheduledExecutorService threads;

    NotificationSchedule(NotificationRounds rounds) {
        this.rounds = rounds;
    }

    /** A round that may be cut short when the server stops. */
    private interface Round {
        void make() throws InterruptedException;
    }

    @Override
    public synchronized void start() {
        var started = Executors.newScheduledThreadPool(
                2, Thread.ofPlatform().name("notification-", 1).daemon().factory());
        again(started, rounds::tell);
        again(started, rounds::deliver);
        threads = started;
    }

    private static void again(ScheduledExecutorService threads, Round round) {
        threads.scheduleWithFixedDelay(() -> make(round), PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    private static void make(Round round) {
        try {
            round.make();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("a round of notifications failed, the next one is in {} s", PAUSE_SECONDS, e);
        }
    }

    @Override
    public synchronized void stop() {
        var stopped = threads;
        threads = null;
        if (stopped == null) {
            return;
        }
        stopped.shutdownNow();
        try {
            if (!stopped.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("deliveries were still being made when the server stopped, they are made again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return threads != null;
    }
}
