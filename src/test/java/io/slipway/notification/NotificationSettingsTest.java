package io.slipway.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.notification.sending.MailSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class NotificationSettingsTest {

    private static NotificationSettings settings(int attempts) {
        return new NotificationSettings(
                "https://slipway.example.com/",
                Duration.ofMinutes(15),
                Duration.ofMinutes(5),
                Duration.ofSeconds(10),
                attempts,
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                Duration.ofDays(1));
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToALimit() {
        assertThat(IntStream.of(1, 2, 3, 7, 8, 100).mapToObj(settings(12)::pauseAfter))
                .containsExactly(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(32),
                        Duration.ofHours(1),
                        Duration.ofHours(1));
    }

    @Test
    void endsByNumberAndByAge() {
        var created = Instant.EPOCH;

        assertThat(settings(3).isEnough(2, created, created.plusSeconds(60))).isFalse();
        assertThat(settings(3).isEnough(3, created, created.plusSeconds(60))).isTrue();
        assertThat(settings(3).isEnough(1, created, created.plus(Duration.ofHours(25))))
                .isTrue();
        assertThatThrownBy(() -> settings(0)).hasMessageContaining("must be greater than zero");
    }

    @Test
    void linksToTheIssue() {
        assertThat(settings(1).linkTo("projects/shop/issues/7"))
                .isEqualTo("https://slipway.example.com/projects/shop/issues/7");
    }

    @Test
    void linksToWhereThePagesAre() {
        var application = new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withUserConfiguration(Settings.class);

        application.run(context -> assertThat(
                        context.getBean(NotificationSettings.class).linkTo("projects/shop/issues/7"))
                .isEqualTo("http://127.0.0.1:8090/projects/shop/issues/7"));
        application
                .withPropertyValues("slipway.public-url=https://slipway.example.com")
                .run(context -> assertThat(
                                context.getBean(NotificationSettings.class).linkTo("projects/shop/issues/7"))
                        .isEqualTo("https://slipway.example.com/projects/shop/issues/7"));
    }

    @EnableConfigurationProperties(NotificationSettings.class)
    static class Settings {}

    @Test
    void sendsMailInTheClearOnlyOnThisMachine() {
        var tls = MailSettings.Tls.NONE;
        var timeout = Duration.ofSeconds(1);

        assertThat(new MailSettings("localhost", 25, "", null, "a@example.com", tls, timeout))
                .hasToString("MailSettings[localhost:25]");
        assertThatThrownBy(() -> new MailSettings("mail.example.com", 25, "", null, "a@example.com", tls, timeout))
                .hasMessageContaining("only for a mail server on loopback");
        assertThatThrownBy(() -> new MailSettings("mail.example.com", 25, "", null, "", tls, timeout))
                .hasMessageContaining("slipway.mail.from is not");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com/a?b=c",
                "http://127.0.0.1:9/x",
                "http://localhost/x",
                "http://[::1]:9/"
            })
    void goesWhereTlsLeadsOrToThisMachine(String url) {
        assertThat(WebhookUrl.problem(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://hooks.example.com/, without TLS",
        "http://127.0.0.1.example.com/, without TLS",
        "https://me:secret@hooks.example.com/, with a user",
        "ftp://hooks.example.com/, that is no",
        "https:///path, that is no",
        "/path, that is no",
        "not a url, that is none",
    })
    void goesNowhereElse(String url, String problem) {
        assertThat(WebhookUrl.problem(url))
                .hasValueSatisfying(why -> assertThat(why).startsWith(problem).doesNotContain("secret"));
    }
}
