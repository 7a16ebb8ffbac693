package io.slipway.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL's own client, found on the PATH, with which tests compare; who logs in is told by {@code PGUSER} and {@code PGPASSWORD}. */
public record Psql(Path program) {

    /** Return it, or skip the test and say so: a build server has it, so there its lack is a failure. */
    public static Psql orSkip() {
        var found = Program.onPath("psql");
        if (found.isEmpty()) {
            System.err.println("SKIPPED: psql is not on the PATH. Install postgresql-client to compare with it.");
        }
        if (System.getenv("CI") != null) {
            assertThat(found).as("psql on the PATH").isPresent();
        }
        assumeThat(found).as("psql on the PATH").isPresent();
        return new Psql(found.orElseThrow());
    }

    /** Run SQL in the database of a JDBC URL and fail unless all of it succeeds. */
    public void run(String url, Map<String, String> login, String sql) throws IOException {
        var script = Files.createTempFile("psql", ".sql");
        try {
            Files.writeString(script, sql);
            var command = new ArrayList<>(List.of(program.toString(), "-X", "-q", "-v", "ON_ERROR_STOP=1"));
            command.addAll(List.of("-f", script.toString(), url.substring("jdbc:".length())));
            var run = Program.start(login, command);
            assertThat(run.exitCode()).as(run.output()).isZero();
        } finally {
            Files.delete(script);
        }
    }
}
