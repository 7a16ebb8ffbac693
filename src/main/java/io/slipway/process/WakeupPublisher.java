package io.slipway.process;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.slipway.review.Outbox;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Publishes wake-ups until a worker has recorded their effect; published twice, the second finds nobody waiting. */
@Configuration
@EnableScheduling
@ConditionalOnProperty("slipway.camunda.grpc-address")
class WakeupPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(WakeupPublisher.class);
    /** After so long without an effect a message is published again. */
    private static final int AGAIN_SECONDS = 5;

    private final CamundaClient client;
    private final Outbox outbox;

    WakeupPublisher(CamundaClient client, Outbox outbox) {
        this.client = client;
        this.outbox = outbox;
    }

    @Scheduled(fixedDelay = 250)
    void publish() {
        for (Outbox.Wakeup wakeup : outbox.due(AGAIN_SECONDS)) {
            try {
                client.newPublishMessageCommand()
                        .messageName(wakeup.message())
                        .correlationKey(wakeup.correlationKey())
                        .timeToLive(Duration.ZERO)
                        .variables(wakeup.variables())
                        .send()
                        .join();
                outbox.published(wakeup.id());
            } catch (ClientException e) {
                LOG.warn(
                        "message={} key={} not published, it is tried again: {}",
                        wakeup.message(),
                        wakeup.correlationKey(),
                        e.getMessage());
                outbox.failed(wakeup.id());
                return;
            }
        }
    }
}
