package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Tokens;
import io.slipway.configuration.ConfigurationApply;
import io.slipway.configuration.ConfigurationReader;
import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.project.ProjectFixtures;
import io.slipway.sample.Sample;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Runs {@code slipway baseline} against the running API and real databases, as a person would type it. */
@SlipwayTest
class BaselineCommandTest {

    private static final String TARGET = "prod-1/orders_prod";

    @Autowired
    Accounts accounts;

    @Autowired
    Tokens tokens;

    @Autowired
    ConfigurationApply configuration;

    @LocalServerPort
    int port;

    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter typed = new StringWriter();

    @BeforeEach
    void createWhatWasThereBefore() {
        var sample =
                Sample.on(EmbeddedPostgres.shared(), EmbeddedPostgres.named("scratch"), Path.of("target", "sample"));
        sample.recreate();
        sample.targets().execute(sample.url("orders_prod"), "CREATE TABLE customer (id int)");
        var administrator = accounts.save(
                new Account(0, "administrator", Account.Kind.SERVICE, true, List.of(), ProjectFixtures.CREATED));
        configuration.apply(new ConfigurationReader().read(sample.configuration()), false, false, administrator);
        environment.put("SLIPWAY_URL", "http://127.0.0.1:" + port);
        as("owner");
    }

    private void as(String account) {
        var holder = accounts.byName(account).orElseThrow();
        environment.put(
                "SLIPWAY_TOKEN",
                tokens.issue(holder, "test", null, holder).secret().text());
    }

    /** Type a command; what is typed and what comes back are kept for the golden file. */
    private int type(String... arguments) {
        var screen = new PrintWriter(typed);
        screen.println("$ slipway " + String.join(" ", arguments));
        var code = Typing.run(screen, screen, environment, Path.of(""), arguments);
        screen.printf("exit code %d%n%n", code);
        screen.flush();
        return code;
    }

    @Test
    void tellsWhatItMeansThenRecordsItOnce() throws IOException {
        type("baseline", "--target", TARGET, "--at", "12", "--reason", "Compared.", "--dry-run");
        type("revisions", TARGET);
        type("baseline", "--target", TARGET, "--at", "12", "--reason", "Compared.");
        type("baseline", "--target", "instances/prod-1/databases/orders_prod", "--at", "12.0", "--reason", "Again.");
        type("baseline", "--target", TARGET, "--at", "13", "--reason", "Changed my mind.");
        type("baseline", "--target", TARGET, "--at", "4", "--track", "stock", "--reason", "Compared.");
        type("baseline", "--target", "prod-1/customers_prod", "--at", "1", "--reason", "Guessed.", "--dry-run");
        type("baseline", "--target", TARGET + "/tenant", "--at", "12", "--reason", "Compared.");
        type("baseline", "--target", "orders_prod", "--at", "12", "--reason", "Compared.");
        type("baseline", "--target", TARGET, "--at", "12");
        as("releaser");
        type("baseline", "--target", TARGET, "--at", "12", "--reason", "Compared.");

        var golden = Path.of("src/test/resources/golden/cli/baseline.txt");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, typed.toString());
        }
        assertThat(typed.toString()).isEqualTo(Files.readString(golden));
    }
}
