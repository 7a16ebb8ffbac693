package io.slipway.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.project.Instance.Scratch;
import io.slipway.testing.SlipwayTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SlipwayTest
class DatabasesTest {

    @Autowired
    Projects projects;

    @Autowired
    Environments environments;

    @Autowired
    Instances instances;

    @Autowired
    Databases databases;

    @Autowired
    Accounts accounts;

    @Test
    void keepsAllOfADatabase() {
        var project = projects.save(ProjectFixtures.project("shop"));
        var dev = environments.save(ProjectFixtures.environment("dev", 1, Tier.DEVELOPMENT));
        var instance = instances.save(ProjectFixtures.instance("dev-1", dev.id()));
        var database = databases.save(new Database(
                0,
                instance.id(),
                project.id(),
                "orders",
                dev.id(),
                Map.of("tenant", "a'b\"c", "empty", ""),
                "shop_owner",
                List.of("shop", "public"),
                Map.of("quota", "10"),
                List.of("t1", "t2")));

        assertThat(database.id()).isPositive();
        assertThat(databases.byName(instance.id(), "orders")).contains(database);
        assertThat(databases.findById(database.id())).contains(database);
        assertThat(databases.ofProject(project.id())).containsExactly(database);
    }

    @Test
    void keepsAllOfAnInstance() {
        var dev = environments.save(ProjectFixtures.environment("dev", 1, Tier.DEVELOPMENT));
        var plain = instances.save(ProjectFixtures.instance("plain", dev.id()));
        var full = instances.save(new Instance(
                0,
                "full",
                plain.engine(),
                dev.id(),
                "eu",
                plain.url(),
                "jdbc:postgresql://direct/",
                plain.reader(),
                plain.migrator(),
                new Scratch("jdbc:postgresql://scratch/", "scratch", "file:scratch")));

        assertThat(instances.byName("plain")).contains(plain);
        assertThat(instances.byName("full")).contains(full);
    }

    @Test
    void keepsAllOfAnAccount() {
        var account = accounts.save(ProjectFixtures.person("developer"));

        assertThat(accounts.byName("developer")).contains(account);
        assertThat(accounts.byName("Developer")).isEmpty();
    }
}
