package io.slipway.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.migrate.MigrationResult.Done;
import io.slipway.target.Connections.Login;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import io.slipway.testing.Psql;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What Slipway costs per database over plain {@code psql} and over a plain connection of the same driver, side by side in one run:
 * {@code mvn -Pbenchmark verify}. All log in for each database; psql is a process each time, as in a script's loop, and Slipway a process
 * that runs already, as a worker is.
 */
class MigrationBenchmark {

    private static final int DATABASES = Integer.getInteger("benchmark.databases", 100);
    private static final int WARM_UP = 20;
    private static final String SMALL = """
            CREATE TABLE customer (id bigint PRIMARY KEY, email text NOT NULL);
            CREATE INDEX customer_email ON customer (email);
            INSERT INTO customer SELECT i, i || '@example.com' FROM generate_series(1, 100) i;
            """;

    private static final Map<String, String> LOGIN =
            Map.of("PGUSER", MigrateFixtures.MIGRATOR.username(), "PGPASSWORD", "secret");

    private final Psql psql = Psql.orSkip();

    /** The times of one kind of work by all three, in nanoseconds. */
    private static final class Times {

        private final List<Long> psql = new ArrayList<>();
        private final List<Long> plain = new ArrayList<>();
        private final List<Long> slipway = new ArrayList<>();

        private void print(String what) {
            var ours = median(slipway);
            System.out.printf(
                    "benchmark: %-15s psql %.1f ms, plain connection %.1f ms, slipway %.1f ms; slipway/psql %.2f, slipway/plain %.2f%n",
                    what, median(psql), median(plain), ours, ours / median(psql), ours / median(plain));
        }

        private static double median(List<Long> nanos) {
            return nanos.stream().sorted().toList().get(nanos.size() / 2) / 1e6;
        }
    }

    private interface Work {
        void run() throws IOException, SQLException;
    }

    @Test
    void costsPerDatabase() throws Exception {
        var file = MigrateFixtures.file("1", SMALL);
        var migration = new Times();
        var noOp = new Times();
        for (var number = -WARM_UP; number < DATABASES; number++) {
            var counts = number >= 0;
            var byPsql = MigrateFixtures.target();
            var byPlain = MigrateFixtures.target();
            var byUs = MigrateFixtures.target();
            time(counts, migration.psql, () -> psql.run(byPsql.url(), LOGIN, "BEGIN;" + SMALL + "COMMIT;"));
            time(counts, migration.plain, () -> plain(byPlain, SMALL));
            time(counts, migration.slipway, () -> migrate(byUs, file));
            time(counts, noOp.psql, () -> psql.run(byPsql.url(), LOGIN, "SELECT 1"));
            time(counts, noOp.plain, () -> plain(byPlain, "SELECT 1"));
            time(counts, noOp.slipway, () -> migrate(byUs, file));
        }
        migration.print("small migration");
        noOp.print("no-op");
    }

    private static void time(boolean counts, List<Long> times, Work work) throws IOException, SQLException {
        var start = System.nanoTime();
        work.run();
        if (counts) {
            times.add(System.nanoTime() - start);
        }
    }

    private static void migrate(Target target, FileToRun file) {
        var result = MigrateFixtures.migrator()
                .migrate(MigrateFixtures.attempt(1), target, List.of(file), new RecordedProgress());
        assertThat(result).isInstanceOf(Done.class);
    }

    private static void plain(Target target, String sql) throws SQLException {
        try (var connection = MigrateFixtures.CONNECTIONS.open(target, Login.MIGRATOR, "benchmark")) {
            connection.setAutoCommit(false);
            Rows.run(connection, sql);
            connection.commit();
        }
    }
}
