package io.slipway.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.calendar.MaintenanceWindow;
import io.slipway.calendar.MaintenanceWindows;
import io.slipway.calendar.Span;
import io.slipway.cli.Placeholders;
import io.slipway.failure.RejectedException;
import io.slipway.notification.NotificationEvent;
import io.slipway.notification.Subscriptions;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.project.Environment;
import io.slipway.project.Environments;
import io.slipway.project.ProjectFixtures;
import io.slipway.project.Projects;
import io.slipway.project.Role;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class ConfigurationApplyTest {

    @Autowired
    ConfigurationApply configuration;

    @Autowired
    ConfigurationReader reader;

    @Autowired
    Stores stores;

    @Autowired
    Targets targets;

    @Autowired
    Projects projects;

    @Autowired
    Accounts accounts;

    @Autowired
    Environments environments;

    @Autowired
    MaintenanceWindows windows;

    @Autowired
    JdbcClient jdbc;

    private Account by = new Account(0, "administrator", Account.Kind.PERSON, true, List.of(), ProjectFixtures.CREATED);

    @BeforeEach
    void save() {
        by = accounts.save(by);
    }

    private static String sample() {
        try {
            var text = new ClassPathResource("sample/slipway.yaml").getContentAsString(StandardCharsets.UTF_8);
            return Placeholders.replaced(text, name -> null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConfigurationDiff apply(String yaml) {
        return configuration.apply(reader.read(yaml), false, false, by);
    }

    private ConfigurationDiff prune(String yaml) {
        return configuration.apply(reader.read(yaml), true, false, by);
    }

    @Test
    void makesAllOfTheSampleAtOnce() {
        var difference = apply(sample());

        assertThat(difference.additions())
                .hasSize(3 + 1 + 5 + 1 + 3 + 6 + 2)
                .contains("Environment 'dev' is added.", "Database 'prod-1/orders_prod' is added.");
        var shop = projects.byName("shop").orElseThrow();
        assertThat(targets.resolve(shop, List.of("orders")))
                .extracting(TargetRef::shortName)
                .containsExactly("dev-1/orders_dev", "staging-1/orders_staging", "prod-1/orders_prod");
        assertThat(windows.byName("night"))
                .hasValueSatisfying(night -> assertThat(night.durationMinutes()).isEqualTo(360));
        var ci = accounts.byName("ci").orElseThrow();
        assertThat(ci.kind()).isEqualTo(Account.Kind.SERVICE);
        assertThat(stores.members().roles(shop.id(), ci.id())).containsExactly(Role.DEVELOPER);
        assertThat(difference.unlisted()).containsExactly("Account 'administrator' is not in the file and stays.");
    }

    @Test
    void changesNothingWhenAppliedAgain() {
        apply(sample());
        var before = new CurrentConfiguration(stores).read();

        var again = prune(sample());

        assertThat(again.isEmpty()).isTrue();
        assertThat(new CurrentConfiguration(stores).read()).isEqualTo(before);
        assertThat(jdbc.sql("SELECT count(*) FROM audit_event")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void changesNothingInADryRun() {
        var difference = configuration.apply(reader.read(sample()), false, true, by);

        assertThat(difference.additions()).isNotEmpty();
        assertThat(projects.byName("shop")).isEmpty();
        assertThat(jdbc.sql("SELECT count(*) FROM audit_event")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void tellsEachChangeWithOldAndNewValue() {
        apply(sample());

        var difference = apply(sample().replace("slipway_migrator", "deployer")
                .replace("title: Web shop", "title: Shop")
                .replace("releaser: [releaser]", "releaser: [releaser, approver]"));

        assertThat(difference.additions()).isEmpty();
        assertThat(difference.changes())
                .contains("Instance 'dev-1' changes: migrator.username 'slipway_migrator' → 'deployer'.")
                .anySatisfy(change -> assertThat(change)
                        .startsWith("Project 'shop' changes: title 'Web shop' → 'Shop', members ")
                        .contains("releaser=[APPROVER, RELEASER]"));
        assertThat(apply(sample()).changes()).hasSize(4);
    }

    @Test
    void ordersEnvironmentsAsTheFileDoes() {
        apply("environments: [{name: dev, tier: development}, {name: prod, tier: production}]");

        var difference = apply("environments: [{name: dev, tier: development}, {name: qa, tier: testing}, "
                + "{name: prod, tier: production}]");
        assertThat(difference.changes()).isEmpty();
        var turned = apply("environments: [{name: prod, tier: production}, {name: dev, tier: development}]");

        assertThat(turned.changes())
                .containsExactly("Changes travel through the environments in the order prod, dev, qa.");
        assertThat(environments.inOrder()).extracting(Environment::name).containsExactly("prod", "dev", "qa");
        assertThat(environments.inOrder()).extracting(Environment::position).containsExactly(1, 2, 3);
    }

    @Test
    void removesOnlyWhenPruning() {
        apply(sample());
        var without = sample().replaceAll("(?s)\ngroups:.*", "\ngroups: []\n");

        assertThat(apply(without).unlisted()).contains("Database group 'shop/orders' is not in the file and stays.");
        assertThat(stores.groups().findAll()).hasSize(2);
        assertThat(prune(without).removals())
                .containsExactly(
                        "Database group 'shop/orders' is removed.", "Database group 'shop/everything' is removed.");
        assertThat(stores.groups().findAll()).isEmpty();
    }

    @Test
    void prunesNothingOfASectionThatIsLeftOut() {
        apply(sample());

        assertThat(prune("windows: []").removals()).containsExactly("Maintenance window 'night' is removed.");
        assertThat(projects.byName("shop")).isPresent();
    }

    @Test
    void prunesEverythingButTheAdministrator() {
        apply(sample());

        prune("""
                environments: []
                windows: []
                accounts: []
                projects: []
                instances: []
                databases: []
                groups: []
                freezes: []
                """);

        assertThat(accounts.findAll()).containsExactly(by);
        assertThat(environments.findAll()).isEmpty();
    }

    @Test
    void refusesToRemoveWhatIsStillUsed() {
        apply(sample());

        assertThatThrownBy(() -> prune("environments: []\nprojects: []\n"))
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.code()).isEqualTo("configuration-in-use"))
                .hasMessageContaining("Environment 'dev' cannot be removed: it is still used (instance).")
                .hasMessageContaining("Project 'shop' cannot be removed: it is still used (database, database_group).");
    }

    @Test
    void refusesToRemoveWhatHistoryRefersTo() {
        apply(sample());
        jdbc.sql("""
                        INSERT INTO revision (database, track, version, kind, path, sha256, applied_by, applied_at, epoch)
                        SELECT id, 'shop', '1', 'APPLIED', 'V1.sql', 'x', 'releaser', now(), 1
                        FROM database
                        WHERE name = 'orders_dev'
                        """).update();

        assertThatThrownBy(() -> prune("databases: []\ngroups: []\n"))
                .isInstanceOfSatisfying(RejectedException.class, e -> {
                    assertThat(e.code()).isEqualTo("configuration-in-use");
                    assertThat(e.reason()).isEqualTo(RejectedException.Reason.CONFLICT);
                })
                .hasMessage(
                        "Database 'dev-1/orders_dev' cannot be removed: it is part of the history of issues and rollouts.");
        assertThat(stores.databases().findAll()).hasSize(6);
    }

    private static String notifying(String notifications) {
        return sample().replace(
                        "    title: Web shop\n", "    title: Web shop\n    notifications: " + notifications + "\n");
    }

    @Test
    void keepsWhatAProjectTellsOfAndReplacesAllOfItWhenGiven() {
        var hook = "{name: ops, url: 'https://hooks.example.com/', secret: 'env:HOOK', events: [done, failed]}";
        apply(notifying("{webhooks: [%s], mail: {events: [done]}}".formatted(hook)));
        var shop = projects.byName("shop").orElseThrow().id();
        var given = stores.subscriptions().of(shop);

        assertThat(given.webhooks())
                .containsExactly(new Subscriptions.Webhook(
                        "ops",
                        "https://hooks.example.com/",
                        "env:HOOK",
                        Set.of(NotificationEvent.DONE, NotificationEvent.FAILED)));
        assertThat(given.mail()).containsExactly(NotificationEvent.DONE);
        assertThat(prune(sample()).isEmpty()).isTrue();
        assertThat(stores.subscriptions().of(shop)).isEqualTo(given);
        assertThat(apply(notifying("{webhooks: [%s]}".formatted(hook))).changes())
                .containsExactly("Project 'shop' changes: notifications.mail.events '[DONE]' → '[]'.");
        apply(notifying("{}"));
        assertThat(stores.subscriptions().of(shop)).isEqualTo(new Subscriptions.Subscription(List.of(), Set.of()));
    }

    @Test
    void removesAProjectWithItsNotifications() {
        apply(notifying("{webhooks: [{name: ops, url: 'https://a.example.com/', secret: 'env:HOOK'}], mail: {}}"));

        prune("projects: []\ninstances: []\ndatabases: []\ngroups: []\n");

        assertThat(jdbc.sql("SELECT (SELECT count(*) FROM webhook) + (SELECT count(*) FROM mail_subscription)")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void refusesWebhooksThatGoNowhereSafeWithoutRepeatingSecrets() {
        assertThatThrownBy(() -> apply(notifying("""
                {webhooks: [
                  {name: Ops, url: 'http://hooks.example.com/', secret: hunter2},
                  {name: ops, url: 'https://me:hunter2@hooks.example.com/', secret: 'env:HOOK'},
                  {name: ops, url: 'https://hooks.example.com/', secret: 'file:/hook'}]}""")))
                .hasMessageContaining("Project 'shop' has a webhook 'Ops', a name that is not allowed")
                .hasMessageContaining("Project 'shop' has a webhook 'Ops' with a URL without TLS")
                .hasMessageContaining("Project 'shop' has a webhook 'Ops' with a secret that is no reference")
                .hasMessageContaining("Project 'shop' has a webhook 'ops' with a URL with a user, password")
                .hasMessageContaining("Project 'shop' has a webhook 'ops' twice.")
                .hasMessageNotContaining("hunter2");
        assertThat(projects.byName("shop")).isEmpty();
    }

    @Test
    void refusesALiteralSecretWithoutRepeatingIt() {
        var secret = "hunter2-hunter2";

        assertThatThrownBy(() -> apply(sample().replace("env:SLIPWAY_SAMPLE_PASSWORD", secret)))
                .hasMessageContaining("Instance 'dev-1' has a reader password that is no reference")
                .hasMessageNotContaining(secret);
        assertThatThrownBy(() -> apply(sample().replace("5432/", "5432/?password=" + secret)))
                .hasMessageContaining("Instance 'dev-1' has a user or password in its url")
                .hasMessageNotContaining(secret);
        assertThatThrownBy(() -> apply(sample().replace("127.0.0.1", "me:" + secret + "@127.0.0.1")))
                .hasMessageContaining("Instance 'dev-1' has a user or password in its url")
                .hasMessageNotContaining(secret);
    }

    @Test
    void refusesAllThatCannotBeAtOnceAndChangesNothing() {
        assertThatThrownBy(() -> apply("""
                environments: [{name: dev, tier: development}, {name: dev, tier: testing}, {name: Bad Name, tier: testing}]
                accounts: [{name: a, emails: [x@example.com]}, {name: b, emails: [X@example.com]}]
                projects: [{name: shop, members: {nobody: [owner]}}]
                databases: [{name: d, instance: i, project: shop, environment: qa}]
                groups: [{name: g, project: shop, expression: 'labels.a = = 1'}]
                freezes: [{name: f, from: 2026-01-02T00:00:00Z, until: 2026-01-01T00:00:00+01:00, reason: r}]
                """))
                .hasMessageContaining("Environment 'dev' is listed twice.")
                .hasMessageContaining("Environment 'Bad Name' has a name that is not allowed")
                .hasMessageContaining("Accounts 'a' and 'b' share the address 'X@example.com'")
                .hasMessageContaining("Project 'shop' names account 'nobody', which does not exist.")
                .hasMessageContaining("Database 'i/d' names instance 'i', which does not exist.")
                .hasMessageContaining("Database 'i/d' names environment 'qa', which does not exist.")
                .hasMessageContaining("Database group 'shop/g': The expression 'labels.a = = 1' is no valid FEEL")
                .hasMessageContaining("Freeze 'f' ends at 2025-12-31T23:00:00Z, which is not after its start.");
        assertThat(environments.findAll()).isEmpty();
    }

    @Test
    void takesDatedOpeningsAndPeriods() {
        var yaml = """
                windows:
                  - name: board
                    zone: Europe/Berlin
                    atClose: cancel
                    openings:
                      - {from: 2026-03-09T22:00:00+01:00, until: 2026-03-10T04:00:00+01:00}
                      - {from: 2026-03-02T21:00:00Z, until: 2026-03-03T03:00:00Z}
                freezes:
                  - name: holidays
                    reason: Nobody is here.
                    periods:
                      - {from: 2026-12-24T23:00:00Z, until: 2026-12-26T23:00:00Z}
                      - {from: 2026-12-26T23:00:00Z, until: 2026-12-27T23:00:00Z}
                """;

        apply(yaml);

        var board = windows.byName("board").orElseThrow();
        assertThat(board.atClose()).isEqualTo(MaintenanceWindow.AtClose.CANCEL);
        assertThat(board.nextStart(Instant.parse("2026-03-04T00:00:00Z"))).isEqualTo("2026-03-09T21:00:00Z");
        assertThat(stores.freezes().byName("holidays").orElseThrow().periods())
                .containsExactly(
                        new Span(Instant.parse("2026-12-24T23:00:00Z"), Instant.parse("2026-12-27T23:00:00Z")));
        assertThat(prune(yaml).isEmpty()).isTrue();
        assertThat(apply(yaml.replace("until: 2026-03-03T03", "until: 2026-03-03T02"))
                        .changes())
                .singleElement()
                .asString()
                .startsWith(
                        "Maintenance window 'board' changes: openings '[2026-03-02T21:00:00Z/2026-03-03T03:00:00Z, ");
        assertThat(prune("windows: []\nfreezes: []\n").removals())
                .containsExactly("Maintenance window 'board' is removed.", "Freeze 'holidays' is removed.");
    }

    @Test
    void refusesTimesThatCannotBe() {
        assertThatThrownBy(() -> apply("""
                windows:
                  - {name: a, zone: UTC}
                  - {name: b, zone: UTC, start: 22:00}
                  - {name: c, zone: UTC, days: [sunday], openings: [{from: 2026-03-02T00:00:00Z, until: 2026-03-02T00:00:00Z}]}
                freezes:
                  - {name: d, reason: r}
                  - {name: e, reason: r, from: 2026-03-02T00:00:00Z, until: 2026-03-03T00:00:00Z,
                     periods: [{from: 2026-03-02T00:00:00Z, until: 2026-03-03T00:00:00Z}]}
                """)).hasMessage("""
                        Maintenance window 'a' never opens: it has neither 'start' and 'end' nor 'openings'.
                        Maintenance window 'b' has only one of 'start' and 'end'.
                        Maintenance window 'c' has 'days', but neither 'start' nor 'end'.
                        Maintenance window 'c' has among its openings one that ends at 2026-03-02T00:00:00Z, which is not after its start.
                        Freeze 'd' never holds: it has neither 'from' and 'until' nor 'periods'.
                        Freeze 'e' has both 'periods' and one time from or until.""");
        assertThatThrownBy(() -> apply("freezes: [{name: f, reason: r, periods: [{from: 2026-03-02T00:00:00Z}]}]"))
                .hasMessageContaining("Line 1: 'freezes[0].periods[0]': a period has no 'until'.");
    }

    @Test
    void refusesAGroupThatListsWhatIsNoTarget() {
        assertThatThrownBy(() -> apply(sample() + "    include: [dev-1/nothing]\n"))
                .hasMessage("Project 'shop' has no target 'dev-1/nothing'.");
        assertThat(projects.byName("shop")).isEmpty();
    }
}
