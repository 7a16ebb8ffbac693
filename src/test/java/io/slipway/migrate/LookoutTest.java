package io.slipway.migrate;

import static io.slipway.migrate.MigrateFixtures.SETTINGS;
import static io.slipway.migrate.MigrateFixtures.SOON;
import static io.slipway.migrate.MigrateFixtures.attempt;
import static io.slipway.migrate.MigrateFixtures.connect;
import static io.slipway.migrate.MigrateFixtures.file;
import static io.slipway.migrate.MigrateFixtures.migrator;
import static io.slipway.migrate.MigrateFixtures.target;
import static io.slipway.migrate.MigrateFixtures.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.migrate.MigrationResult.Canceled;
import io.slipway.migrate.MigrationResult.Done;
import io.slipway.migrate.MigrationResult.Failed;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import io.slipway.testing.BesideOthers;
import io.slipway.testing.Waiting;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is seen of a migration while it runs: how far it is, and who waits behind it. */
@BesideOthers
class LookoutTest {

    private static final String HOLDS = "CREATE TABLE b (i int);\nLOCK TABLE a;\nSELECT pg_sleep(600)";

    private final RecordedProgress progress = new RecordedProgress();

    @Test
    void tellsWhoWaitsBehindAStatementAndForHowLong() throws Exception {
        var target = withTable();
        var running = start(target, HOLDS, Duration.ZERO);
        var waiting = insertBehind(target);

        Waiting.until(SOON, () -> told("1 session waits behind it, the first for 2."));
        progress.stop = true;

        assertThat(running.get(20, TimeUnit.SECONDS)).isInstanceOf(Canceled.class);
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(progress.told).contains("Segment 1 of 1 of 'V2.sql', statement 3 (line 3)");
        assertThat(progress.logs)
                .last()
                .satisfies(log -> assertThat(log.queue()).isGreaterThan(Duration.ofSeconds(1)));
        assertThat(progress.logs.getFirst().queue()).isZero();
    }

    @Test
    void givesUpWhenAnotherSessionHasWaitedTooLong() throws Exception {
        var target = withTable();
        var running = start(target, HOLDS, Duration.ofMillis(1500));
        var waiting = insertBehind(target);

        assertThat(running.get(20, TimeUnit.SECONDS)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("queue-too-long");
            assertThat(failed.sentence()).contains("Statement 3 of 'V2.sql' (line 3)", "had waited");
        });
        assertThat(waiting.get(20, TimeUnit.SECONDS)).as("the one that waited").isEqualTo(1);
        assertThat(texts(target, "SELECT to_regclass('b') IS NULL")).containsExactly("t");
        assertThat(migrator().migrate(attempt(3), target, List.of(file("2", "CREATE TABLE b (i int)")), progress))
                .as("the next attempt")
                .isInstanceOf(Done.class);
    }

    @Test
    void leavesABuildOfAnIndexAloneThatOthersWaitFor() throws Exception {
        var target = withTable();
        try (var holder = connect(target);
                var other = connect(target)) {
            holder.setAutoCommit(false);
            Rows.run(holder, "INSERT INTO a VALUES (2)");
            var running = start(target, "CREATE INDEX CONCURRENTLY a_i ON a (i)", Duration.ofMillis(1500));
            var vacuum = new FutureTask<>(() -> Rows.update(other, "VACUUM a"));
            Waiting.until(SOON, () -> told("waiting for writers before build, 0 of 1 transactions"));
            Thread.startVirtualThread(vacuum);
            Waiting.until(SOON, () -> told("1 session waits behind it, the first for 2."));
            holder.rollback();

            assertThat(running.get(20, TimeUnit.SECONDS)).isInstanceOf(Done.class);
            vacuum.get(20, TimeUnit.SECONDS);
        }
        assertThat(progress.logs)
                .singleElement()
                .satisfies(log -> assertThat(log.queue()).isGreaterThan(Duration.ofMillis(1500)));
    }

    private FutureTask<MigrationResult> start(Target target, String sql, Duration queueLimit) {
        var settings = SETTINGS.withQueueLimit(queueLimit);
        var running = new FutureTask<>(
                () -> migrator(settings).migrate(attempt(2), target, List.of(file("2", sql)), progress));
        Thread.startVirtualThread(running);
        Waiting.until(SOON, () -> !progress.told.isEmpty());
        return running;
    }

    /** Insert from another session once the migration holds the table. */
    private FutureTask<Integer> insertBehind(Target target) {
        Waiting.until(SOON, () -> progress.logs.size() == 2);
        var waiting = new FutureTask<>(() -> {
            try (var connection = connect(target)) {
                return Rows.update(connection, "INSERT INTO a VALUES (1)");
            }
        });
        Thread.startVirtualThread(waiting);
        return waiting;
    }

    private boolean told(String words) {
        return progress.told.stream().anyMatch(line -> line.contains(words));
    }

    private static Target withTable() throws SQLException {
        var target = target();
        migrator().migrate(attempt(1), target, List.of(file("1", "CREATE TABLE a (i int)")), new RecordedProgress());
        return target;
    }
}
