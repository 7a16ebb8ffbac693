package io.slipway.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.calendar.MaintenanceWindow;
import io.slipway.configuration.Entry.AccountEntry;
import io.slipway.configuration.Entry.EnvironmentEntry;
import io.slipway.configuration.Entry.MailEntry;
import io.slipway.configuration.Entry.NotificationsEntry;
import io.slipway.configuration.Entry.ProjectEntry;
import io.slipway.configuration.Entry.WebhookEntry;
import io.slipway.configuration.Entry.WindowEntry;
import io.slipway.notification.NotificationEvent;
import io.slipway.project.Account;
import io.slipway.project.Role;
import io.slipway.project.Tier;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigurationReaderTest {

    private final ConfigurationReader reader = new ConfigurationReader();

    @Test
    void fillsWhatIsLeftOut() {
        var configuration = reader.read("""
                environments:
                  - {name: dev, tier: development}
                windows:
                  - {name: night, zone: Europe/Berlin, start: 22:00, end: 04:00}
                  - {name: sunday, zone: UTC, days: [sunday], start: 08:00, end: 12:30}
                accounts:
                  - {name: ann}
                projects:
                  - {name: shop, members: {ann: [approver, developer]}}
                """);

        assertThat(configuration.environments())
                .containsExactly(new EnvironmentEntry("dev", Tier.DEVELOPMENT, "0s", List.of()));
        assertThat(configuration.windows())
                .containsExactly(
                        new WindowEntry(
                                "night",
                                ZoneId.of("Europe/Berlin"),
                                Set.of(DayOfWeek.values()),
                                LocalTime.of(22, 0),
                                LocalTime.of(4, 0),
                                List.of(),
                                MaintenanceWindow.AtClose.FINISH),
                        new WindowEntry(
                                "sunday",
                                ZoneId.of("UTC"),
                                Set.of(DayOfWeek.SUNDAY),
                                LocalTime.of(8, 0),
                                LocalTime.of(12, 30),
                                List.of(),
                                MaintenanceWindow.AtClose.FINISH));
        assertThat(configuration.accounts())
                .containsExactly(new AccountEntry("ann", Account.Kind.PERSON, false, List.of()));
        assertThat(configuration.projects())
                .containsExactly(new ProjectEntry(
                        "shop", "shop", "shop", Map.of("ann", Set.of(Role.DEVELOPER, Role.APPROVER)), null));
        assertThat(configuration.databases()).isNull();
    }

    @Test
    void refusesAnUnknownKeyByNameAndLine() {
        assertThatThrownBy(() -> reader.read("""
                environments:
                  - name: dev
                    teir: development
                """))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(
                        "Line 3: 'environments[0].teir' is no key here; known are 'health', 'name', 'soak', 'tier'.");
    }

    @Test
    void refusesAMissingKeyByNameAndLine() {
        assertThatThrownBy(() -> reader.read("""
                environments:
                  - name: prod
                    tier: production
                  - name: dev
                instances: [{name: a, reader: {username: b}}]
                """)).hasMessage("""
                        Line 4: the environment has no 'tier'.
                        Line 5: the instance has no 'environment'.
                        Line 5: the instance has no 'url'.
                        Line 5: the instance has no 'reader.password'.
                        Line 5: the instance has no 'migrator'.""");
        assertThatThrownBy(() -> reader.read("environments: [null]"))
                .hasMessage("Line 1: the environment has no 'name'.");
        assertThatThrownBy(() -> reader.read("freezes: [{name: f, labels: {region: }}]"))
                .hasMessageContaining("'region' has no value");
    }

    @Test
    void tellsOfEveryEventUnlessSomeAreNamed() {
        var projects = Objects.requireNonNull(reader.read("""
                projects:
                  - name: shop
                    notifications:
                      webhooks:
                        - {name: ops, url: "https://hooks.example.com/", secret: "env:HOOK"}
                        - {name: chat, url: "https://chat.example.com/", secret: "env:CHAT", events: [about-to-start, failed]}
                  - name: quiet
                    notifications: {}
                """).projects());

        assertThat(projects.getFirst().notifications())
                .isEqualTo(new NotificationsEntry(
                        List.of(
                                new WebhookEntry(
                                        "chat",
                                        "https://chat.example.com/",
                                        "env:CHAT",
                                        Set.of(NotificationEvent.ABOUT_TO_START, NotificationEvent.FAILED)),
                                new WebhookEntry(
                                        "ops",
                                        "https://hooks.example.com/",
                                        "env:HOOK",
                                        Set.of(NotificationEvent.values()))),
                        new MailEntry(Set.of())));
        assertThat(projects.getLast().notifications())
                .isEqualTo(new NotificationsEntry(List.of(), new MailEntry(Set.of())));
    }

    @Test
    void refusesAWebhookThatIsIncompleteByLine() {
        assertThatThrownBy(() -> reader.read("""
                projects:
                  - name: shop
                    notifications:
                      webhooks:
                        - name: ops
                          url: https://hooks.example.com/
                """))
                .hasMessageStartingWith("Line 5: 'projects[0].notifications.webhooks[0]'")
                .hasMessageContaining("a webhook has no 'secret'");
        assertThatThrownBy(() -> reader.read("""
                projects:
                  - name: shop
                    notifications:
                      mail:
                        events:
                          - done
                          - s3cret
                """))
                .hasMessageStartingWith("Line 7: ")
                .hasMessageContaining("is none that a NotificationEvent has")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> reader.read("projects: [{name: shop, notifications: {webhooks: [null]}}]"))
                .hasMessageContaining("a webhook is empty");
    }

    @Test
    void refusesAWrongValueWithoutRepeatingIt() {
        assertThatThrownBy(() -> reader.read("environments:\n  - {name: dev, tier: s3cret}\n"))
                .hasMessage("Line 2: the value of 'environments[0].tier' is none that a Tier has.");
    }

    @Test
    void refusesAKeyGivenTwice() {
        assertThatThrownBy(() -> reader.read("environments: []\nenvironments: []\n"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("Line 2: ");
    }

    @Test
    void refusesBrokenYamlWithoutRepeatingIt() {
        assertThatThrownBy(() -> reader.read("instances:\n  - name: a\n    password: s3cret: more\n"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("Line 3: ")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void refusesNothingAtAll() {
        assertThatThrownBy(() -> reader.read("")).isInstanceOf(InvalidConfigurationException.class);
        assertThatThrownBy(() -> reader.read("just text")).isInstanceOf(InvalidConfigurationException.class);
    }
}
