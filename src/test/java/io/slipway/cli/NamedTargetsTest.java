package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.api.change.ChangeScenario;
import io.slipway.api.change.ChangeScenarioConfiguration;
import io.slipway.cli.Typing.Ran;
import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Names targets for the client: groups, and lists as pipelines write them. */
@SlipwayTest
@Import(ChangeScenarioConfiguration.class)
class NamedTargetsTest {

    @Autowired
    ChangeScenario scenario;

    @Autowired
    Caller api;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        scenario.configured();
        Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(folder.resolve("migrations/V1__a.sql"), "CREATE TABLE a ();\n");
    }

    private Ran run(String... arguments) {
        var environment = Map.of(
                "SLIPWAY_URL", api.address().toString(),
                "SLIPWAY_TOKEN", scenario.tokenOf("ci"),
                "SLIPWAY_PROJECT", "shop");
        return Typing.run(environment, folder, arguments);
    }

    @Test
    void showsWhatAGroupStandsFor() {
        var one = run("groups", "show", "orders");
        var all = run("groups", "show");
        var unknown = run("groups", "show", "none");

        assertThat(one.out()).isEqualTo("""
                orders: 3 targets, labels.app = "orders"
                  dev-1/orders_dev
                  staging-1/orders_staging
                  prod-1/orders_prod
                """);
        assertThat(all.out()).contains("everything: 6 targets, true").contains(one.out());
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).startsWith("There is no 'projects/shop/databaseGroups/none'.");
    }

    @Test
    void takesTargetsWithLineBreaksAfterTheCommas() {
        var ran = run(
                "rollout",
                "--file-pattern",
                "migrations/**/*.sql",
                "--targets",
                "dev-1/orders_dev, \n  staging-1/orders_staging,\n",
                "--no-wait");
        var issue = api.get("/v1/projects/shop/issues/1", scenario.tokenOf("ci"));

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(issue.body().at("/stages")).hasSize(2);
    }
}
