package io.slipway.notification;

import io.slipway.notification.Deliveries.Claim;
import io.slipway.notification.sending.Outcome;
import io.slipway.notification.sending.Sender;
import io.slipway.notification.telling.Teller;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One round of telling and one of delivering; several servers may make them at once, none of them in anybody's transaction. */
@Component
public class NotificationRounds {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationRounds.class);
    /** So many receivers are talked to at once; one that is slow holds up this round, and only this. */
    private static final int AT_ONCE = 20;

    private final Teller teller;
    private final Deliveries deliveries;
    private final Map<Deliveries.Channel, Sender> senders;
    private final NotificationSettings settings;
    private final Clock clock;

    NotificationRounds(
            Teller teller, Deliveries deliveries, List<Sender> senders, NotificationSettings settings, Clock clock) {
        this.teller = teller;
        this.deliveries = deliveries;
        this.senders = senders.stream().collect(Collectors.toMap(Sender::channel, Function.identity()));
        this.settings = settings;
        this.clock = clock;
    }

    /** Turn what happened since the last round into notifications, and look at the starts that are near or overdue. */
    public void tell() {
        teller.tell();
    }

    /** Make an attempt at each delivery that is due. */
    public void deliver() throws InterruptedException {
        for (var claims = deliveries.claim(AT_ONCE); !claims.isEmpty(); claims = deliveries.claim(AT_ONCE)) {
            deliver(claims);
        }
    }

    /** Send all at once, but settle one after the other: a crowd of slow receivers must not take the database's connections. */
    private void deliver(List<Claim> claims) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ended = new ExecutorCompletionService<Attempt>(threads);
            claims.forEach(claim -> ended.submit(attempt(claim)));
            for (int settled = 0; settled < claims.size(); settled++) {
                settle(ended.take());
            }
        }
    }

    private record Attempt(Claim claim, Outcome outcome) {}

    private Callable<Attempt> attempt(Claim claim) {
        var sender = senders.get(claim.channel());
        if (sender == null) {
            throw new IllegalStateException("nobody sends by " + claim.channel());
        }
        return () -> new Attempt(claim, sender.send(claim));
    }

    private void settle(Future<Attempt> ended) throws InterruptedException {
        try {
            var attempt = ended.get();
            settle(attempt.claim(), attempt.outcome());
        } catch (ExecutionException e) {
            LOG.error("a delivery broke off and is tried again when its claim has run out", e.getCause());
        }
    }

    private void settle(Claim claim, Outcome outcome) {
        var next = clock.instant().plus(settings.pauseAfter(claim.attempt()));
        switch (outcome.kind()) {
            case TAKEN -> deliveries.delivered(claim, outcome.text());
            case IMPOSSIBLE -> giveUp(claim, outcome.text());
            case FAILED -> {
                if (settings.isEnough(claim.attempt(), claim.createdAt(), next)) {
                    giveUp(claim, outcome.text());
                } else {
                    LOG.info(
                            "delivery={} channel={} attempt={} failed, it is tried again at {}: {}",
                            claim.messageId(),
                            claim.channel(),
                            claim.attempt(),
                            next,
                            outcome.text());
                    deliveries.failed(claim, next, outcome.text());
                }
            }
        }
    }

    private void giveUp(Claim claim, String why) {
        LOG.warn(
                "delivery={} channel={} attempt={} given up: {}",
                claim.messageId(),
                claim.channel(),
                claim.attempt(),
                why);
        deliveries.givenUp(claim, why);
    }
}
