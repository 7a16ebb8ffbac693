package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.api.change.ChangeScenario;
import io.slipway.api.change.ChangeScenarioConfiguration;
import io.slipway.cli.Typing.Ran;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** A change of several parts, by the client. */
@SlipwayTest
@Import(ChangeScenarioConfiguration.class)
class RolloutPartsTest {

    @Autowired
    ChangeScenario scenario;

    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        scenario.configured();
        Files.createDirectories(folder.resolve("migrations/tenant"));
        Files.writeString(folder.resolve("migrations/V1__a.sql"), "CREATE TABLE a ();\n");
        Files.writeString(folder.resolve("migrations/tenant/V2__b.sql"), "CREATE TABLE b ();\n");
    }

    private Ran run(String... arguments) {
        return Typing.run(
                Map.of(
                        "SLIPWAY_URL",
                        "http://127.0.0.1:" + port,
                        "SLIPWAY_TOKEN",
                        scenario.tokenOf("ci"),
                        "SLIPWAY_PROJECT",
                        "shop"),
                folder,
                arguments);
    }

    @Test
    void rollsOutPartsInTheirOrder() throws IOException {
        Files.writeString(folder.resolve("parts.yaml"), """
                parts:
                  - {name: tenant, files: migrations/tenant/*.sql, track: tenant, targets: dev-1/customers_dev}
                  - {files: migrations/*.sql, targets: [orders], after: tenant}
                """);

        var ran = run("rollout", "--parts", "parts.yaml", "--title", "Parts", "--no-wait");
        var again = run("rollout", "--parts", "parts.yaml", "--title", "Parts", "--no-wait");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .matches("(?s)Release 'projects/shop/releases/tenant-\\w+' has 1 files.\n"
                        + "Release 'projects/shop/releases/shop-\\w+' has 1 files.\n"
                        + "Opened issue 'projects/shop/issues/1'.\n.*");
        assertThat(again.out()).contains("Already open as issue 'projects/shop/issues/1'");
        assertThat(run("status", "1").out()).contains("2 not started");
        assertThat(run("withdraw", "1").out()).isEqualTo("Issue 'projects/shop/issues/1' is withdrawn.\n");
    }

    @Test
    void refusesPartsThatAreNone() throws IOException {
        for (var text : List.of(
                "",
                "parts: []",
                "parts: [{name: a}]",
                "parts: [{fils: a}]",
                "parts: [{files: a, targets: b, after: c}]")) {
            Files.writeString(folder.resolve("parts.yaml"), text);
            assertThat(run("rollout", "--parts", "parts.yaml", "--title", "T", "--no-wait")
                            .code())
                    .as(text)
                    .isEqualTo(1);
        }
        assertThat(run("rollout", "--parts", "parts.yaml", "--targets", "orders")
                        .err())
                .contains("Parts have their targets already.");
    }
}
