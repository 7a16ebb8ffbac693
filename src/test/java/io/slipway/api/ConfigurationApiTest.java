package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Tokens;
import io.slipway.cli.Placeholders;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.project.ProjectFixtures;
import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

@SlipwayTest
class ConfigurationApiTest {

    @Autowired
    Caller api;

    @Autowired
    Accounts accounts;

    @Autowired
    Tokens tokens;

    private String administrator = "";
    private String sample = "";

    @BeforeEach
    void save() throws IOException {
        var account = accounts.save(
                new Account(0, "administrator", Account.Kind.SERVICE, true, List.of(), ProjectFixtures.CREATED));
        administrator = token(account);
        sample = Placeholders.replaced(
                new ClassPathResource("sample/slipway.yaml").getContentAsString(StandardCharsets.UTF_8), name -> null);
    }

    private String token(Account account) {
        return tokens.issue(account, "test", null, account).secret().text();
    }

    private String tokenOf(String name) {
        return token(accounts.byName(name).orElseThrow());
    }

    private String stranger() {
        return token(accounts.save(ProjectFixtures.person("stranger")));
    }

    private static List<String> names(JsonNode list) {
        var names = new ArrayList<String>();
        list.forEach(item -> names.add(item.at("/name").asString("")));
        return names;
    }

    @Test
    void appliesAFileAfterADryRun() {
        var dry = api.putYaml("/v1/configuration?dryRun=true", administrator, sample);
        var nothingYet = api.get("/v1/projects", administrator);
        var applied = api.putYaml("/v1/configuration", administrator, sample);
        var again = api.putYaml("/v1/configuration?prune=true", administrator, sample);

        assertThat(dry.status()).isEqualTo(200);
        assertThat(dry.body().at("/applied").asBoolean()).isFalse();
        assertThat(nothingYet.body().at("/items")).isEmpty();
        assertThat(applied.body().at("/additions"))
                .isEqualTo(dry.body().at("/additions"))
                .hasSize(21);
        assertThat(again.body().at("/additions")).isEmpty();
        assertThat(again.body().at("/removals")).isEmpty();
        assertThat(names(api.get("/v1/projects", administrator).body().at("/items")))
                .containsExactly("projects/shop");
    }

    @Test
    void letsOnlyAdministratorsAndOwnersConfigure() {
        var refused = api.putYaml("/v1/configuration", stranger(), sample);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/code")).isEqualTo("configuration-refused");
    }

    @Test
    void letsAnOwnerConfigureTheirProjectAlone() {
        api.putYaml("/v1/configuration", administrator, sample);
        var owner = tokenOf("owner");
        stranger();

        var unchanged = api.putYaml("/v1/configuration?prune=true", owner, sample);
        var own = api.putYaml("/v1/configuration", owner, """
                projects:
                  - name: shop
                    title: The shop
                    track: shop
                    members: {owner: [owner], stranger: [developer]}
                groups:
                  - {name: mine, project: shop, expression: 'labels.region = "us"'}
                freezes:
                  - {name: sale, project: shop, from: 2026-11-27T00:00:00Z, until: 2026-11-30T00:00:00Z, reason: sale}
                """);
        var pruned = api.putYaml("/v1/configuration?prune=true", owner, "freezes: []\n");

        assertThat(unchanged.status()).isEqualTo(200);
        assertThat(unchanged.body().at("/changes")).isEmpty();
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.body().at("/additions").valueStream().map(JsonNode::asString))
                .containsExactly("Database group 'shop/mine' is added.", "Freeze 'sale' is added.");
        assertThat(own.body().at("/unlisted").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder(
                        "Database group 'shop/orders' is not in the file and stays.",
                        "Database group 'shop/everything' is not in the file and stays.");
        assertThat(pruned.body().at("/removals").valueStream().map(JsonNode::asString))
                .containsExactly("Freeze 'sale' is removed.");
        assertThat(api.get("/v1/projects/shop", tokenOf("stranger")).text("/title"))
                .isEqualTo("The shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "projects: [{name: shop, track: other}]",
                "projects: [{name: shop, track: shop, notifications: {webhooks: [{name: x, url: 'https://example.com/', secret: 'exec:id'}]}}]",
                "projects: [{name: mine}]",
                "accounts: [{name: owner, administrator: true}]",
                "environments: [{name: prod, tier: production}, {name: dev, tier: development}]",
                "freezes: [{name: all, from: 2026-11-27T00:00:00Z, until: 2026-11-30T00:00:00Z, reason: sale}]",
                "databases: [{name: orders_prod, instance: prod-1, project: shop, runAs: postgres}]",
                "instances: [{name: prod-1, environment: dev, url: 'jdbc:postgresql://h:1/', reader: {username: a, password: 'exec:id'}, migrator: {username: b, password: 'env:PATH'}}]",
            })
    void refusesAnOwnerWhatIsTheAdministrators(String file) {
        api.putYaml("/v1/configuration", administrator, sample);

        var refused = api.putYaml("/v1/configuration", tokenOf("owner"), file + "\n");

        assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
        assertThat(refused.text("/code")).isEqualTo("configuration-refused");
        assertThat(refused.text("/detail")).startsWith("'owner' is no administrator and may not configure ");
        assertThat(api.putYaml("/v1/configuration?dryRun=true", administrator, sample)
                        .body()
                        .at("/changes"))
                .isEmpty();
    }

    @Test
    void refusesABrokenFileByLine() {
        var refused = api.putYaml("/v1/configuration", administrator, "projcts: []\n");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/code")).isEqualTo("configuration-invalid");
        assertThat(refused.text("/detail")).startsWith("Line 1: 'projcts' is no key here");
    }

    @Test
    void showsMembersWhatIsTheirs() {
        api.putYaml("/v1/configuration", administrator, sample);
        var developer = tokenOf("developer");

        var me = api.get("/v1/me", developer);
        var project = api.get("/v1/projects/shop", developer);
        var group = api.get("/v1/projects/shop/databaseGroups/orders", developer);
        var database = api.get("/v1/instances/prod-1/databases/orders_prod", developer);
        var instance = api.get("/v1/instances/prod-1", developer);

        assertThat(me.text("/roles/projects~1shop/0")).isEqualTo("developer");
        assertThat(project.text("/roles/0")).isEqualTo("developer");
        assertThat(project.body().at("/actions")).hasSize(2);
        assertThat(group.body().at("/members").valueStream().map(JsonNode::asString))
                .containsExactly(
                        "instances/dev-1/databases/orders_dev",
                        "instances/staging-1/databases/orders_staging",
                        "instances/prod-1/databases/orders_prod");
        assertThat(database.text("/environment")).isEqualTo("environments/prod");
        assertThat(database.text("/labels/region")).isEqualTo("eu");
        assertThat(instance.status()).isEqualTo(200);
        assertThat(instance.body().has("url")).isFalse();
        assertThat(instance.response().body()).doesNotContain("PASSWORD");
        assertThat(api.get("/v1/instances/prod-1", administrator).text("/url")).startsWith("jdbc:postgresql://");
    }

    @Test
    void hidesFromStrangersEvenThatItExists() {
        api.putYaml("/v1/configuration", administrator, sample);
        var stranger = stranger();

        for (var path : List.of(
                "/v1/projects/shop",
                "/v1/projects/shop/databaseGroups",
                "/v1/projects/shop/databaseGroups/orders",
                "/v1/instances/prod-1",
                "/v1/instances/prod-1/databases",
                "/v1/instances/prod-1/databases/orders_prod",
                "/v1/accounts/owner/tokens")) {
            assertThat(api.get(path, stranger).status()).as(path).isEqualTo(404);
        }
        assertThat(api.get("/v1/projects", stranger).body().at("/items")).isEmpty();
        assertThat(api.get("/v1/instances", stranger).body().at("/items")).isEmpty();
        assertThat(names(api.get("/v1/environments", stranger).body().at("/items")))
                .containsExactly("environments/dev", "environments/staging", "environments/prod");
    }

    @Test
    void listsPageByPage() {
        api.putYaml("/v1/configuration", administrator, sample);
        var developer = tokenOf("developer");

        var first = api.get("/v1/instances?pageSize=2", developer);
        var second = api.get("/v1/instances?pageSize=2&pageToken=" + first.text("/nextPageToken"), developer);

        assertThat(names(first.body().at("/items"))).containsExactly("instances/dev-1", "instances/staging-1");
        assertThat(names(second.body().at("/items"))).containsExactly("instances/prod-1");
        assertThat(second.body().has("nextPageToken")).isFalse();
        assertThat(names(api.get("/v1/instances/dev-1/databases?pageSize=1", developer)
                        .body()
                        .at("/items")))
                .containsExactly("instances/dev-1/databases/orders_dev");
    }

    @Test
    void issuesATokenOnceAndRevokesIt() {
        api.putYaml("/v1/configuration", administrator, sample);

        var issued = api.post("/v1/accounts/ci/tokens", administrator, "{\"name\": \"gitlab\", \"validForDays\": 90}");
        var ci = issued.text("/token");
        var listed = api.get("/v1/accounts/ci/tokens", ci);
        var denied = api.post("/v1/accounts/owner/tokens", ci, "{\"name\": \"mine\"}");
        var revoked = api.delete("/v1/accounts/ci/tokens/gitlab", ci);

        assertThat(issued.status()).isEqualTo(201);
        assertThat(ci).matches("slp_[A-Za-z0-9_-]{43}");
        assertThat(issued.text("/expiresAt")).startsWith("2026-");
        assertThat(names(listed.body().at("/items"))).containsExactly("accounts/ci/tokens/gitlab");
        assertThat(listed.response().body()).doesNotContain(ci);
        assertThat(denied.status()).isEqualTo(404);
        assertThat(revoked.status()).isEqualTo(204);
        assertThat(api.get("/v1/me", ci).status()).isEqualTo(401);
        assertThat(api.delete("/v1/accounts/ci/tokens/other", administrator).text("/code"))
                .isEqualTo("unknown-token");
    }
}
