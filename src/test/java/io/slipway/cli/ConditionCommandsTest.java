package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.api.change.ChangeScenario;
import io.slipway.api.change.ChangeScenarioConfiguration;
import io.slipway.cli.Typing.Ran;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** The commands on what a start waits for, and on what was left out. */
@SlipwayTest
@Import(ChangeScenarioConfiguration.class)
class ConditionCommandsTest {

    @Autowired
    ChangeScenario scenario;

    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void open() throws IOException {
        scenario.configured();
        environment.put("SLIPWAY_URL", "http://127.0.0.1:" + port);
        environment.put("SLIPWAY_PROJECT", "shop");
        environment.put("SLIPWAY_TOKEN", scenario.tokenOf("developer"));
        for (var file : new String[] {"V1__a.sql", "V2__b.sql"}) {
            Files.writeString(folder.resolve(file), "SELECT 1;\n");
            run("rollout", "--file-pattern", file, "--targets", "orders", "--title", "T", "--no-wait");
        }
        environment.put("SLIPWAY_TOKEN", scenario.tokenOf("releaser"));
    }

    private Ran run(String... arguments) {
        return Typing.run(environment, folder, arguments);
    }

    @Test
    void namesOpensAndDropsWhatAStartWaitsFor() {
        var named = run("depend", "2", "--stage", "dev", "--after", "1", "--gate", "cab-7");
        environment.put("SLIPWAY_TOKEN", scenario.tokenOf("ci"));
        var opened = run("opengate", "2", "--stage", "dev", "--gate", "cab-7", "--reason", "Board said yes.");
        environment.put("SLIPWAY_TOKEN", scenario.tokenOf("releaser"));
        var dropped = run("depend", "2", "--stage", "dev", "--drop", "--after", "1", "--reason", "Not needed.");
        var nothing = run("depend", "2", "--stage", "dev");

        assertThat(named.err()).isEmpty();
        assertThat(named.out()).contains("starts after issue 'projects/shop/issues/1' (open), gate 'cab-7' (closed)");
        assertThat(opened.out())
                .contains("starts after issue 'projects/shop/issues/1' (open)")
                .doesNotContain("cab-7");
        assertThat(dropped.out()).doesNotContain("starts after");
        assertThat(nothing.err()).startsWith("Neither an issue nor a gate is named.");
    }

    @Test
    void saysWhereNothingWasLeftOut() {
        assertThat(run("catchup", "1", "--waive").err()).startsWith("No reason is given.");
        assertThat(run("catchup", "1", "--waive", "--reason", "Why not.").err())
                .startsWith("Issue 1 left nothing out that a target still lacks.");
    }
}
