package io.slipway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * Runs a script as psql would, which need not be on the machine: {@code getenv} gives a variable, whose value is its name here, and
 * {@code connect} changes the database.
 */
final class PsqlScript {

    private PsqlScript() {}

    static void run(EmbeddedPostgres postgres, Path script) {
        var url = postgres.url("postgres");
        var statement = new ArrayList<String>();
        for (var line :
                Compose.text(script).lines().filter(it -> !it.startsWith("--")).toList()) {
            if (line.startsWith("\\connect ")) {
                url = postgres.url(line.substring("\\connect ".length()).strip());
            } else if (!line.startsWith("\\getenv ")) {
                statement.add(line.replaceAll(":'(\\w+)'", "'$1'"));
                if (line.endsWith(";")) {
                    postgres.execute(url, String.join("\n", statement));
                    statement.clear();
                }
            }
        }
        assertThat(String.join("", statement)).isBlank();
    }
}
