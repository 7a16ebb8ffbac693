package io.slipway.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.slipway.notification.Deliveries.Delivery;
import io.slipway.notification.Deliveries.Status;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SlipwayTest
@Import(Told.class)
class MailDeliveryTest {

    private static GreenMail server = listening(0);

    private static GreenMail listening(int port) {
        var listening = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
                .withConfiguration(
                        GreenMailConfiguration.aConfig().withUser("slipway@example.com", "slipway", "mail password"));
        listening.start();
        return listening;
    }

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        properties.add("slipway.mail.host", () -> "127.0.0.1");
        properties.add("slipway.mail.port", () -> server.getSmtp().getPort());
        properties.add("slipway.mail.tls", () -> "none");
        properties.add("slipway.mail.from", () -> "slipway@example.com");
        properties.add("slipway.mail.username", () -> "slipway");
        properties.add("slipway.mail.password", () -> "mail password");
        properties.add("slipway.mail.timeout", () -> "5s");
    }

    @Autowired
    NotificationRounds rounds;

    @Autowired
    Deliveries deliveries;

    @Autowired
    Told told;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcClient jdbc;

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void forget() throws Exception {
        server.purgeEmailFromAllMailboxes();
    }

    private void round() throws InterruptedException {
        rounds.tell();
        rounds.deliver();
    }

    private List<Delivery> log() {
        return deliveries.page(told.project(), Long.MAX_VALUE, 100);
    }

    private static List<String> recipients(MimeMessage message) throws Exception {
        return Arrays.stream(message.getAllRecipients()).map(Object::toString).toList();
    }

    @Test
    void asksTheApproversOfTheStepExceptTheCreator() throws Exception {
        told.startAnew("Kunden für Köln");
        told.byMail();
        told.wantsApproval();

        round();

        assertThat(server.getReceivedMessages()).hasSize(1);
        var message = server.getReceivedMessages()[0];
        assertThat(recipients(message)).containsExactly("ann@example.com");
        assertThat(message.getFrom()).containsExactly(new InternetAddress("slipway@example.com"));
        assertThat(message.getSubject())
                .isEqualTo("[Slipway] projects/shop/issues/7: approval wanted: Kunden für Köln");
        assertThat(message.getContentType()).startsWith("text/plain; charset=UTF-8");
        assertThat(message.getContent().toString().replace("\r\n", "\n").strip())
                .isEqualTo("""
                        Stage 'prod' waits for the approval of a member with the role 'approver'.

                        Change:  Kunden für Köln
                        Issue:   projects/shop/issues/7
                        Stage:   prod
                        By:      slipway
                        At:      %s

                        http://127.0.0.1:8090/projects/shop/issues/7""".formatted(sent(message)));
        assertThat(message.getMessageID())
                .isEqualTo("<%s@slipway>".formatted(log().getFirst().messageId()));
    }

    private String sent(MimeMessage message) throws Exception {
        var at = jdbc.sql("SELECT content ->> 'at' FROM notification")
                .query(String.class)
                .single();
        assertThat(message.getSentDate().toInstant().getEpochSecond())
                .isEqualTo(Instant.parse(at).getEpochSecond());
        return at;
    }

    @Test
    void letsNoTitleWriteHeadersOrRecipients() throws Exception {
        told.startAnew("Harmless\r\nBcc: eve@example.com\r\n\r\nPay here\u2028now");
        told.byMail();
        told.happens();

        round();

        var message = server.getReceivedMessages()[0];
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(recipients(message)).containsExactly("dora@example.com");
        assertThat(message.getRecipients(RecipientType.BCC)).isNull();
        assertThat(message.getSubject())
                .isEqualTo("[Slipway] projects/shop/issues/7: done: Harmless Bcc: eve@example.com Pay here now");
        assertThat(message.getContent().toString()).doesNotContainPattern("(?m)^(Bcc|Pay here|now)");
    }

    @Test
    void triesAgainWhenTheServerWasAway() throws Exception {
        told.startAnew("Add customer");
        told.byMail();
        told.happens();
        var port = server.getSmtp().getPort();
        server.stop();

        round();
        var refused = log().getFirst();
        server = listening(port);
        clock.advance(Duration.ofSeconds(30));
        round();

        assertThat(refused.status()).isEqualTo(Status.WAITING);
        assertThat(refused.result()).startsWith("The mail server did not take it:");
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(server.getReceivedMessages()[0].getMessageID())
                .contains(refused.messageId().toString());
        assertThat(log().getFirst().status()).isEqualTo(Status.DELIVERED);
        assertThat(log().getFirst().attempts()).isEqualTo(2);
    }

    @Test
    void givesUpAnAddressThatIsNone() throws Exception {
        told.startAnew("Add customer");
        told.byMail();
        jdbc.sql("UPDATE account SET emails = ARRAY['eve@example.com>, <mallory@example.com'] WHERE name = 'dora'")
                .update();
        told.happens();

        round();

        assertThat(server.getReceivedMessages()).isEmpty();
        assertThat(log().getFirst().status()).isEqualTo(Status.GIVEN_UP);
        assertThat(log().getFirst().result()).isEqualTo("The address of the recipient or the sender is none.");
    }
}
