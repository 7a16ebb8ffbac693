package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.PublishMessageRequest;
import io.slipway.review.Outbox;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SlipwayTest
class WakeupPublisherTest {

    private final StubGateway gateway = new StubGateway();
    private final CamundaClient client = gateway.client();

    @Autowired
    Outbox outbox;

    @Autowired
    SettableClock clock;

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    private void publish() {
        new WakeupPublisher(client, outbox).publish();
    }

    @Test
    void publishesWithoutKeepingTheMessageInTheEngine() {
        outbox.add("slipway.issueOpened", "12", Map.of("issueId", "12"));

        publish();

        assertThat(gateway.published()).singleElement().satisfies(message -> {
            assertThat(message.getName()).isEqualTo("slipway.issueOpened");
            assertThat(message.getCorrelationKey()).isEqualTo("12");
            assertThat(message.getTimeToLive()).isZero();
            assertThat(message.getVariables()).contains("\"12\"");
        });
    }

    @Test
    void wakesAgainUntilTheEffectIsRecorded() {
        outbox.add("slipway.issueChanged", "12", Map.of());

        publish();
        publish();
        assertThat(gateway.published()).hasSize(1);

        clock.advance(Duration.ofSeconds(6));
        publish();
        assertThat(gateway.published()).hasSize(2);

        outbox.done("slipway.issueChanged", "12");
        clock.advance(Duration.ofHours(1));
        publish();
        assertThat(gateway.published()).hasSize(2);
    }

    @Test
    void wakesMoreAndMoreRarelyWhatNeverAnswers() {
        outbox.add("slipway.issueChanged", "12", Map.of());
        for (int round = 0; round < 40; round++) {
            publish();
            clock.advance(Duration.ofSeconds(61));
        }
        assertThat(gateway.published()).hasSize(40);

        publish();
        clock.advance(Duration.ofSeconds(30));
        publish();
        assertThat(gateway.published()).hasSize(41);
    }

    @Test
    void leavesAMessageThatCannotBePublishedForLaterAndLetsOthersGoFirst() {
        outbox.add("slipway.issueChanged", "refused", Map.of());
        outbox.add("slipway.issueChanged", "taken", Map.of());
        gateway.refuse("refused");

        publish();
        publish();
        assertThat(gateway.published())
                .extracting(PublishMessageRequest::getCorrelationKey)
                .containsExactly("taken");

        gateway.refuse("");
        clock.advance(Duration.ofSeconds(6));
        publish();
        assertThat(gateway.published())
                .extracting(PublishMessageRequest::getCorrelationKey)
                .contains("refused");
    }
}
