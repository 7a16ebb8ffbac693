package io.slipway.migrate;

import static io.slipway.migrate.MigrateFixtures.SOON;
import static io.slipway.migrate.MigrateFixtures.attempt;
import static io.slipway.migrate.MigrateFixtures.connect;
import static io.slipway.migrate.MigrateFixtures.file;
import static io.slipway.migrate.MigrateFixtures.migrator;
import static io.slipway.migrate.MigrateFixtures.target;
import static io.slipway.migrate.MigrateFixtures.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.migrate.MigrationResult.Done;
import io.slipway.migrate.MigrationResult.Failed;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import io.slipway.testing.BesideOthers;
import io.slipway.testing.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@BesideOthers
class LockWaitTest {

    private static final String WAITING = """
            SELECT query
            FROM pg_stat_activity
            WHERE datname = current_database() AND application_name LIKE 'slipway%' AND wait_event_type = 'Lock'
            """;

    private final RecordedProgress progress = new RecordedProgress();

    /** A statement that blocks nobody while it waits, what it needs, and what it waits for. */
    enum Patient {
        INDEX(";", "INSERT INTO a VALUES (1)", "CREATE INDEX CONCURRENTLY a_i ON a (i)"),
        INDEX_WITH_A_REMARK(
                ";",
                "INSERT INTO a VALUES (1)",
                "/* lock_timeout is left alone */ CREATE INDEX CONCURRENTLY a_i ON a (i)"),
        VALIDATION(
                "ALTER TABLE a ADD CONSTRAINT a_positive CHECK (i > 0) NOT VALID",
                "ANALYZE a",
                "ALTER TABLE a VALIDATE CONSTRAINT a_positive"),
        DETACHMENT(
                "CREATE TABLE p (i int) PARTITION BY LIST (i); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
                "SELECT * FROM p",
                "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY");

        private final String before;
        private final String held;
        private final String statement;

        Patient(String before, String held, String statement) {
            this.before = before;
            this.held = held;
            this.statement = statement;
        }

        private void outwaits(Duration time) throws Exception {
            var progress = new RecordedProgress();
            var target = withTable();
            migrator().migrate(attempt(2), target, List.of(file("2", before)), new RecordedProgress());
            var running = new FutureTask<>(
                    () -> migrator().migrate(attempt(3), target, List.of(file("3", statement)), progress));
            try (var holder = Holder.of(target, held)) {
                Thread.startVirtualThread(running);
                Waiting.until(SOON, () -> !texts(target, WAITING).isEmpty());
                assertThatThrownBy(() -> running.get(time.toMillis(), TimeUnit.MILLISECONDS))
                        .isInstanceOf(TimeoutException.class);
                holder.release();
            }

            assertThat(running.get(60, TimeUnit.SECONDS)).isInstanceOf(Done.class);
            assertThat(progress.logs)
                    .singleElement()
                    .satisfies(log -> assertThat(log.error()).isNull());
        }
    }

    /** A transaction that stays open until it is released. */
    private record Holder(Connection connection) implements AutoCloseable {

        static Holder of(Target target, String sql) throws SQLException {
            var connection = connect(target);
            connection.setAutoCommit(false);
            Rows.run(connection, sql);
            return new Holder(connection);
        }

        void release() {
            try {
                connection.rollback();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private static Target withTable() {
        var target = target();
        migrator().migrate(attempt(1), target, List.of(file("1", "CREATE TABLE a (i int)")), new RecordedProgress());
        return target;
    }

    @Test
    void ddlTriesAgainUntilItGetsItsLock() throws Exception {
        var target = withTable();
        try (var holder = Holder.of(target, "SELECT * FROM a")) {
            progress.atStatement = log -> {
                if (progress.logs.stream()
                                .filter(entry -> entry.error() != null)
                                .count()
                        == 3) {
                    holder.release();
                }
            };

            var result = migrator()
                    .migrate(
                            attempt(2),
                            target,
                            List.of(file("2", "INSERT INTO a VALUES (1); ALTER TABLE a ADD COLUMN j int;")),
                            progress);

            assertThat(result).isInstanceOf(Done.class);
        }
        assertThat(texts(target, "SELECT count(*)::text FROM a")).containsExactly("1");
        assertThat(progress.logs).extracting(StatementLog::error).contains("canceling statement due to lock timeout");
    }

    @Test
    void ddlGivesUpWhenItsBudgetIsSpent() throws Exception {
        var target = withTable();
        try (var holder = Holder.of(target, "SELECT * FROM a")) {
            var result = migrator()
                    .migrate(attempt(2), target, List.of(file("2", "ALTER TABLE a ADD COLUMN j int")), progress);

            assertThat(holder.connection().isClosed()).isFalse();
            assertThat(result)
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.code()).isEqualTo("lock-not-available"));
        }
    }

    @Test
    void onlyAFileThatSetsItsOwnTimeoutKeepsIt() throws SQLException {
        var target = target();
        var seen = "CREATE TABLE %s AS SELECT current_setting('lock_timeout') AS timeout";

        migrator()
                .migrate(
                        attempt(1),
                        target,
                        List.of(
                                file("1", "SET lock_timeout = '7s'; " + seen.formatted("own")),
                                file("2", "/* lock_timeout */ " + seen.formatted("ours"))),
                        progress);

        assertThat(texts(target, "SELECT own.timeout || ' ' || ours.timeout FROM own, ours"))
                .containsExactly("7s 200ms");
    }

    @ParameterizedTest
    @EnumSource(Patient.class)
    void patientStatementsOutwaitATransactionLongerThanTheBudgetOfDdl(Patient statement) throws Exception {
        statement.outwaits(MigrateFixtures.SETTINGS.lockBudget().plusSeconds(2));
    }

    @Test
    @Tag("slow")
    void patientStatementsOutwaitATransactionOfAMinute() throws Exception {
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = together.invokeAll(EnumSet.of(Patient.INDEX, Patient.VALIDATION, Patient.DETACHMENT).stream()
                    .map(statement -> (Callable<Patient>) () -> {
                        statement.outwaits(Duration.ofSeconds(60));
                        return statement;
                    })
                    .toList());
            for (var outcome : waiting) {
                assertThat(outcome.get()).isNotNull();
            }
        }
    }
}
