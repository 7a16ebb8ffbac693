package io.slipway.notification.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.notification.Deliveries;
import io.slipway.notification.Message;
import io.slipway.notification.NotificationEvent;
import io.slipway.notification.NotificationSettings;
import io.slipway.notification.Subscriptions;
import io.slipway.notification.Told;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

@SlipwayTest
@Import(Told.class)
@Timeout(60)
class SlowReceiverTest {

    private static final NotificationSettings SETTINGS = new NotificationSettings(
            "",
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofDays(1));

    @TempDir
    Path folder = Path.of("");

    @Autowired
    Subscriptions subscriptions;

    @Autowired
    JsonMapper json;

    @Autowired
    Clock clock;

    @Autowired
    Told told;

    @Test
    void losesPatienceWithAReceiverThatNeverAnswers() throws Exception {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThat(sent(silent))
                    .isEqualTo(new Outcome(Outcome.Kind.FAILED, "The receiver did not answer within 1 s."));
        }
    }

    @Test
    void readsNoAnswerThatNeverEnds() throws Exception {
        try (var chatty = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> talk(chatty));

            assertThat(sent(chatty)).isEqualTo(new Outcome(Outcome.Kind.TAKEN, "The receiver answered 200."));
        }
    }

    private static void talk(ServerSocket server) {
        try (Socket socket = server.accept()) {
            var out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!socket.isClosed()) {
                out.write(new byte[1024]);
            }
        } catch (IOException e) {
            // The other side has hung up, which is what this waits for.
            assertThat(e).isNotNull();
        }
    }

    private Outcome sent(ServerSocket to) throws Exception {
        told.startAnew("Add customer");
        told.byWebhook(
                "http://127.0.0.1:%d/".formatted(to.getLocalPort()),
                "file:" + Files.writeString(folder.resolve("secret"), Told.SECRET));
        return new WebhookSender(subscriptions, SETTINGS, json, clock)
                .send(new Deliveries.Claim(
                        1,
                        UUID.randomUUID(),
                        Deliveries.Channel.WEBHOOK,
                        "ops",
                        1,
                        Instant.EPOCH,
                        told.project(),
                        new Message(
                                NotificationEvent.DONE,
                                Instant.EPOCH,
                                "projects/shop",
                                "projects/shop/issues/7",
                                "Add customer",
                                "",
                                null,
                                List.of(),
                                0,
                                "slipway",
                                "The change is done.")));
    }
}
