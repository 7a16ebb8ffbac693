package io.slipway.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.failure.RejectedException;
import io.slipway.testing.SlipwayTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SlipwayTest
class TargetsTest {

    @Autowired
    Projects projects;

    @Autowired
    Environments environments;

    @Autowired
    Instances instances;

    @Autowired
    Databases databases;

    @Autowired
    DatabaseGroups groups;

    @Autowired
    Targets targets;

    private Project shop = ProjectFixtures.project("shop");
    private Project bank = ProjectFixtures.project("bank");
    private Environment prod = ProjectFixtures.environment("prod", 2, Tier.PRODUCTION);

    @BeforeEach
    void save() {
        shop = projects.save(shop);
        bank = projects.save(bank);
        prod = environments.save(prod);
        var dev = environments.save(ProjectFixtures.environment("dev", 1, Tier.DEVELOPMENT));
        var prodServer = instances.save(ProjectFixtures.instance("a-prod", prod.id()));
        var devServer = instances.save(ProjectFixtures.instance("z-dev", dev.id()));
        database(prodServer, shop, "orders", Map.of("region", "eu"), List.of());
        database(prodServer, shop, "tenants", Map.of(), List.of("t2", "t1"));
        database(devServer, shop, "orders", Map.of("region", "us"), List.of());
        database(prodServer, bank, "ledger", Map.of(), List.of());
        databases.save(new Database(
                0, devServer.id(), shop.id(), "moved", prod.id(), Map.of(), null, List.of(), Map.of(), List.of()));
    }

    private void database(
            Instance instance, Project project, String name, Map<String, String> labels, List<String> schemas) {
        databases.save(
                new Database(0, instance.id(), project.id(), name, null, labels, null, List.of(), Map.of(), schemas));
    }

    private void group(String name, String expression, List<String> included, List<String> excluded) {
        groups.save(new DatabaseGroup(0, shop.id(), name, expression, included, excluded));
    }

    private List<String> resolve(String... names) {
        return targets.resolve(shop, List.of(names)).stream()
                .map(TargetRef::name)
                .toList();
    }

    @Test
    void ordersByEnvironmentThenInstanceThenName() {
        assertThat(targets.of(shop))
                .extracting(TargetRef::shortName)
                .containsExactly(
                        "z-dev/orders", "a-prod/orders", "a-prod/tenants/t1", "a-prod/tenants/t2", "z-dev/moved");
    }

    @Test
    void takesResourceNamesAndShortOnesOnce() {
        assertThat(resolve("a-prod/orders", "instances/z-dev/databases/orders", " instances/a-prod/databases/orders "))
                .containsExactly("instances/z-dev/databases/orders", "instances/a-prod/databases/orders");
    }

    @Test
    void expandsADatabaseToItsSchemas() {
        assertThat(resolve("a-prod/tenants"))
                .containsExactly(
                        "instances/a-prod/databases/tenants/schemas/t1",
                        "instances/a-prod/databases/tenants/schemas/t2");
        assertThat(resolve("a-prod/tenants/t2")).containsExactly("instances/a-prod/databases/tenants/schemas/t2");
    }

    @Test
    void expandsAGroupByEitherName() {
        group("eu", "labels.region = \"eu\"", List.of("z-dev/moved", "a-prod/tenants"), List.of("a-prod/tenants/t1"));

        var expected = List.of(
                "instances/a-prod/databases/orders",
                "instances/a-prod/databases/tenants/schemas/t2",
                "instances/z-dev/databases/moved");
        assertThat(resolve("eu")).isEqualTo(expected);
        assertThat(resolve("projects/shop/databaseGroups/eu")).isEqualTo(expected);
    }

    @Test
    void refusesAnEmptyGroup() {
        group("none", "labels.region = \"mars\"", List.of(), List.of());

        assertThatThrownBy(() -> resolve("none"))
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.code()).isEqualTo("empty-group"))
                .hasMessage("Database group 'none' of project 'shop' matches no database.");
    }

    @Test
    void refusesAnUnknownNameAndSaysWhatIsNearby() {
        assertThatThrownBy(() -> resolve("a-prod/order"))
                .isInstanceOfSatisfying(RejectedException.class, e -> {
                    assertThat(e.code()).isEqualTo("unknown-target");
                    assertThat(e.help()).startsWith("Name one that the project has, such as 'a-prod/orders', ");
                })
                .hasMessage("Project 'shop' has no target 'a-prod/order'.");
        assertThatThrownBy(() -> resolve("a-prod/orders/public"))
                .hasMessageContaining("no target 'a-prod/orders/public'");
        assertThatThrownBy(() -> resolve("nogroup")).hasMessageContaining("no target 'nogroup'");
        assertThatThrownBy(() -> resolve()).hasMessage("No target is named.");
    }

    @Test
    void tellsNothingOfAnotherProjectsTargets() {
        assertThatThrownBy(() -> resolve("a-prod/ledger")).isInstanceOfSatisfying(RejectedException.class, e -> {
            assertThat(e).hasMessage("Project 'shop' has no target 'a-prod/ledger'.");
            assertThat(e.help()).doesNotContain("ledger");
        });
        assertThatThrownBy(() -> resolve("projects/bank/databaseGroups/all"))
                .hasMessageContaining("Project 'shop' has no");
    }

    @Test
    void findsATargetByItsDatabaseAndSchema() {
        var tenant = targets.resolve(shop, List.of("a-prod/tenants/t1")).getFirst();

        assertThat(targets.byId(tenant.database().id(), "t1")).contains(tenant);
        assertThat(targets.byId(tenant.database().id(), null)).isEmpty();
        assertThat(targets.byId(tenant.database().id(), "t9")).isEmpty();
    }

    @Test
    void placesADatabaseInTheEnvironmentItOverrides() {
        assertThat(targets.resolve(shop, List.of("z-dev/moved")).getFirst().environment())
                .isEqualTo(prod);
    }
}
