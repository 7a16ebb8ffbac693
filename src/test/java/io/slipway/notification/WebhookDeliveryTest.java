package io.slipway.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.notification.Deliveries.Delivery;
import io.slipway.notification.Deliveries.Status;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import io.slipway.testing.Waiting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@SlipwayTest
@Import(Told.class)
@ExtendWith(OutputCaptureExtension.class)
class WebhookDeliveryTest {

    @TempDir
    Path folder = Path.of("");

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

    @Autowired
    PlatformTransactionManager transactions;

    private final Receiver receiver = new Receiver();

    @BeforeEach
    void configure() throws Exception {
        told.startAnew("Add \"customer\"");
        told.byWebhook(receiver.url(), "file:" + Files.writeString(folder.resolve("secret"), Told.SECRET));
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private void round() throws InterruptedException {
        rounds.tell();
        rounds.deliver();
    }

    private List<Delivery> log() {
        return deliveries.page(told.project(), Long.MAX_VALUE, 100);
    }

    @Test
    void postsASignedMessageOnce() throws Exception {
        told.happens();

        round();
        round();

        assertThat(receiver.requests()).hasSize(1);
        var request = receiver.requests().getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.type()).isEqualTo("application/json");
        assertThat(request.timestamp()).isEqualTo(String.valueOf(clock.instant().getEpochSecond()));
        assertThat(request.signature()).isEqualTo(signature(request));
        assertThat(JsonMapper.shared().readTree(request.body()))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {
                          "delivery": "%s",
                          "event": "done",
                          "at": "%s",
                          "project": "projects/shop",
                          "issue": "projects/shop/issues/7",
                          "title": "Add \\"customer\\"",
                          "url": "http://127.0.0.1:8090/projects/shop/issues/7",
                          "targets": [],
                          "targetCount": 0,
                          "actor": "slipway",
                          "text": "The change is done."
                        }
                        """.formatted(request.id(), clock.instant())));
        assertThat(log()).singleElement().satisfies(delivery -> {
            assertThat(delivery.status()).isEqualTo(Status.DELIVERED);
            assertThat(delivery.messageId()).hasToString(request.id());
            assertThat(delivery.result()).isEqualTo("The receiver answered 204.");
        });
    }

    /** Sign as a receiver does that knows nothing of Slipway but the documentation. */
    private static String signature(Receiver.Request request) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(Told.SECRET.substring("whsec_".length())), "HmacSHA256"));
        var signed = request.id() + "." + request.timestamp() + "." + request.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void triesAgainLaterUnderTheSameIdUntilItIsTaken() throws Exception {
        receiver.answer(500, 503);
        told.happens();

        round();
        assertThat(log().getFirst().nextAt()).isEqualTo(clock.instant().plusSeconds(30));
        clock.advance(Duration.ofSeconds(29));
        round();
        assertThat(receiver.requests()).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        round();
        assertThat(log().getFirst().nextAt()).isEqualTo(clock.instant().plusSeconds(60));
        clock.advance(Duration.ofSeconds(60));
        round();

        assertThat(receiver.requests()).hasSize(3);
        assertThat(receiver.requests())
                .extracting(Receiver.Request::id)
                .containsOnly(receiver.requests().getFirst().id());
        assertThat(receiver.requests()).extracting(Receiver.Request::timestamp).doesNotHaveDuplicates();
        for (var request : receiver.requests()) {
            assertThat(request.signature()).isEqualTo(signature(request));
        }
        assertThat(log().getFirst().status()).isEqualTo(Status.DELIVERED);
        assertThat(log().getFirst().attempts()).isEqualTo(3);
    }

    @Test
    void givesUpAfterItsAttemptsAndSaysSo() throws Exception {
        receiver.close();
        told.happens();
        rounds.tell();
        var begun = clock.instant();

        for (int attempt = 0; attempt < 40; attempt++) {
            rounds.deliver();
            clock.advance(Duration.ofHours(1));
        }

        var given = log().getFirst();
        assertThat(given.status()).isEqualTo(Status.GIVEN_UP);
        assertThat(given.attempts()).isEqualTo(12);
        assertThat(given.result()).isEqualTo("The receiver cannot be connected to.");
        assertThat(given.nextAt()).isNull();
        assertThat(given.endedAt()).isBefore(begun.plus(Duration.ofDays(1)));
    }

    @Test
    void asksAReceiverNoMoreThatIsGone() throws Exception {
        receiver.answer(410);
        told.happens();

        round();

        assertThat(log().getFirst().status()).isEqualTo(Status.GIVEN_UP);
        assertThat(log().getFirst().result()).contains("410");
    }

    @Test
    void followsNoRedirect() throws Exception {
        receiver.answer(302);
        told.happens();

        round();

        assertThat(receiver.requests()).extracting(Receiver.Request::path).containsExactly("/hook");
        assertThat(log().getFirst().status()).isEqualTo(Status.WAITING);
        assertThat(log().getFirst().result()).isEqualTo("The receiver answered 302.");
    }

    @Test
    void findsASecretThatWasRotated() throws Exception {
        told.happens();
        round();
        receiver.answer(401);
        var rotated = "whsec_" + Base64.getEncoder().encodeToString("another secret of 32 bytes, here".getBytes());
        Files.writeString(folder.resolve("secret"), rotated);
        told.happens();
        round();
        clock.advance(Duration.ofMinutes(1));

        round();

        assertThat(receiver.requests()).hasSize(3);
        var first = receiver.requests().get(1);
        var second = receiver.requests().get(2);
        assertThat(first.signature()).isEqualTo(signature(first));
        assertThat(second.signature()).isNotEqualTo(signature(second));
    }

    @Test
    void keepsItsSecretToItself(CapturedOutput output) throws Exception {
        receiver.answer(500);
        told.happens();
        round();
        Files.writeString(folder.resolve("other"), "hunter2-hunter2");
        told.byWebhook(receiver.url(), "file:" + folder.resolve("other"));
        told.happens();
        round();

        var kept = jdbc.sql("SELECT w::text FROM webhook w UNION ALL SELECT d::text FROM notification_delivery d")
                .query(String.class)
                .list()
                .toString();
        assertThat(log().getFirst().result())
                .startsWith("The webhook's secret is not 'whsec_'")
                .doesNotContain("hunter2");
        assertThat(kept + output).doesNotContain("hunter2", Told.SECRET, Told.SECRET.substring(6));
    }

    @Test
    void deliversAgainWhatACrashCutShort() throws Exception {
        told.happens();
        rounds.tell();
        var lost = deliveries.claim(10);

        rounds.deliver();
        assertThat(receiver.requests()).isEmpty();
        clock.advance(Duration.ofMinutes(10));
        rounds.deliver();

        assertThat(lost).hasSize(1);
        assertThat(receiver.requests())
                .extracting(Receiver.Request::id)
                .containsExactly(lost.getFirst().messageId().toString());
    }

    @Test
    void tellsOfWhatCommitsLateAndNotOfWhatIsRolledBack() throws Exception {
        var outer = new TransactionTemplate(transactions);
        var beside = new TransactionTemplate(transactions);
        beside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

        outer.executeWithoutResult(late -> {
            told.happens();
            beside.executeWithoutResult(early -> told.happens());
            beside.executeWithoutResult(early -> rounds.tell());
        });
        assertThat(log()).hasSize(1);
        assertThatThrownBy(() -> outer.executeWithoutResult(status -> {
                    told.happens();
                    throw new IllegalStateException("changed its mind");
                }))
                .hasMessage("changed its mind");
        round();

        assertThat(receiver.requests()).hasSize(2);
        assertThat(receiver.requests()).extracting(Receiver.Request::id).doesNotHaveDuplicates();
    }

    @Test
    void sharesTheWorkAmongServersWithoutDoingItTwice() throws Exception {
        for (int i = 0; i < 60; i++) {
            told.happens();
        }
        Callable<Boolean> server = () -> {
            round();
            return true;
        };

        try (var servers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var ended : servers.invokeAll(List.of(server, server, server))) {
                assertThat(ended.get()).isTrue();
            }
        }
        round();

        assertThat(receiver.requests()).hasSize(60);
        assertThat(receiver.requests()).extracting(Receiver.Request::id).doesNotHaveDuplicates();
        assertThat(log()).hasSize(60).allSatisfy(it -> assertThat(it.attempts()).isOne());
    }

    @Test
    void makesItsRoundsByItselfUntilItIsStopped() {
        var schedule = new NotificationSchedule(rounds);
        schedule.start();
        told.happens();

        Waiting.until(Duration.ofSeconds(30), () -> log().stream().anyMatch(it -> it.status() == Status.DELIVERED));
        schedule.stop();

        assertThat(schedule.isRunning()).isFalse();
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void tellsNobodyOfWhatNobodySubscribedTo() throws Exception {
        jdbc.sql("UPDATE webhook SET events = '{STARTED}'").update();
        told.happens();

        round();

        assertThat(log()).isEmpty();
        assertThat(jdbc.sql("SELECT count(*) FROM notification_source")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void givesUpWhatGoesToAWebhookThatIsNoMore() throws Exception {
        told.happens();
        rounds.tell();
        told.byMail();

        rounds.deliver();

        assertThat(receiver.requests()).isEmpty();
        assertThat(log().getFirst().status()).isEqualTo(Status.GIVEN_UP);
    }
}
