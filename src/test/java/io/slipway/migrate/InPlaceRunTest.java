package io.slipway.migrate;

import static io.slipway.migrate.MigrateFixtures.SERVER;
import static io.slipway.migrate.MigrateFixtures.SOON;
import static io.slipway.migrate.MigrateFixtures.attempt;
import static io.slipway.migrate.MigrateFixtures.connect;
import static io.slipway.migrate.MigrateFixtures.file;
import static io.slipway.migrate.MigrateFixtures.migrator;
import static io.slipway.migrate.MigrateFixtures.revisions;
import static io.slipway.migrate.MigrateFixtures.run;
import static io.slipway.migrate.MigrateFixtures.target;
import static io.slipway.migrate.MigrateFixtures.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.migrate.CutWire.Moment;
import io.slipway.migrate.MigrationResult.Canceled;
import io.slipway.migrate.MigrationResult.Done;
import io.slipway.migrate.MigrationResult.Failed;
import io.slipway.migrate.MigrationResult.Unknown;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import io.slipway.testing.Waiting;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InPlaceRunTest {

    private static final FileToRun TABLE = file("1", "CREATE TABLE a (i int); INSERT INTO a VALUES (1), (1)");
    private static final FileToRun UNIQUE = file("2", "CREATE UNIQUE INDEX CONCURRENTLY a_once ON a (i)");

    private final RecordedProgress progress = new RecordedProgress();

    @Test
    void dropsTheInvalidIndexOfItsOwnFailedTryAndBuildsItAgain() throws SQLException {
        var target = target();
        var failed = migrator().migrate(attempt(1), target, List.of(TABLE, UNIQUE), progress);
        var leftover = texts(
                target, "SELECT indexrelid::text FROM pg_index WHERE indrelid = 'a'::regclass AND NOT indisvalid");
        var stillFailed = migrator().migrate(attempt(2), target, List.of(TABLE, UNIQUE), progress);
        run(target, "DELETE FROM a WHERE ctid = (SELECT min(ctid) FROM a)");

        var result = migrator().migrate(attempt(3), target, List.of(TABLE, UNIQUE), progress);

        assertThat(failed).isInstanceOfSatisfying(Failed.class, failure -> {
            assertThat(failure.sqlState()).isEqualTo("23505");
            assertThat(failure.applied()).containsExactly(TABLE);
        });
        assertThat(leftover).hasSize(1);
        assertThat(stillFailed).isInstanceOf(Failed.class);
        assertThat(result).isEqualTo(new Done(List.of(UNIQUE), List.of(TABLE)));
        assertThat(
                        texts(
                                target,
                                "SELECT relname || indisvalid FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE indrelid = 'a'::regclass"))
                .containsExactly("a_oncetrue");
    }

    @Test
    void anEditedFileFindsTheLeftoverOfItsEarlierTextGone() throws SQLException {
        var target = target();
        migrator().migrate(attempt(1), target, List.of(TABLE, UNIQUE), progress);
        var edited = file("2", "DELETE FROM a; CREATE UNIQUE INDEX CONCURRENTLY a_once ON a (i)");

        var result = migrator().migrate(attempt(2), target, List.of(TABLE, edited), progress);

        assertThat(result).isEqualTo(new Done(List.of(edited), List.of(TABLE)));
        assertThat(texts(target, "SELECT indisvalid::text FROM pg_index WHERE indrelid = 'a'::regclass"))
                .containsExactly("true");
    }

    @Test
    void neverDropsAnInvalidIndexThatWasThereBefore() throws SQLException {
        var target = target();
        migrator().migrate(attempt(1), target, List.of(TABLE), progress);
        try (var connection = connect(target)) {
            Rows.run(connection, "CREATE UNIQUE INDEX CONCURRENTLY a_once ON a (i)");
        } catch (SQLException expected) {
            assertThat(expected.getSQLState()).isEqualTo("23505");
        }
        var before = texts(target, "SELECT 'a_once'::regclass::oid::text");
        var lenient = file("3", "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS a_once ON a (i)");

        var strictly = migrator().migrate(attempt(2), target, List.of(UNIQUE), progress);
        var again = migrator().migrate(attempt(3), target, List.of(UNIQUE), progress);
        var leniently = migrator().migrate(attempt(4), target, List.of(lenient), progress);
        var lenientlyAgain = migrator().migrate(attempt(5), target, List.of(lenient), progress);

        assertThat(List.of(strictly, again))
                .allSatisfy(result -> assertThat(result)
                        .isInstanceOfSatisfying(
                                Failed.class,
                                failed -> assertThat(failed.sqlState()).isEqualTo("42P07")));
        assertThat(List.of(leniently, lenientlyAgain))
                .allSatisfy(result -> assertThat(result)
                        .isInstanceOfSatisfying(
                                Failed.class,
                                failed -> assertThat(failed.code()).isEqualTo("effect-missing")));
        assertThat(texts(target, "SELECT 'a_once'::regclass::oid::text")).isEqualTo(before);
        assertThat(revisions(target)).containsExactly("1 APPLIED");
    }

    @Test
    void finalizesADetachmentThatWasInterrupted() throws Exception {
        var target = target();
        var parts = file("1", """
                CREATE TABLE part (d date) PARTITION BY RANGE (d);
                CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
                """);
        var detach = file("2", "ALTER TABLE part DETACH PARTITION part_1 CONCURRENTLY");
        migrator().migrate(attempt(1), target, List.of(parts), progress);
        try (var reader = connect(target)) {
            reader.setAutoCommit(false);
            Rows.run(reader, "SELECT * FROM part");
            var running = CompletableFuture.supplyAsync(
                    () -> migrator().migrate(attempt(2), target, List.of(detach), progress),
                    Thread::startVirtualThread);
            Waiting.until(
                    SOON,
                    () -> texts(
                                    target,
                                    "SELECT inhdetachpending::text FROM pg_inherits WHERE inhparent = 'part'::regclass")
                            .contains("true"));
            progress.stop = true;
            assertThat(running.get(20, TimeUnit.SECONDS)).isInstanceOf(Canceled.class);
            reader.rollback();
        }
        progress.stop = false;

        var result = migrator().migrate(attempt(3), target, List.of(detach), progress);

        assertThat(result).isInstanceOf(Done.class);
        assertThat(texts(target, "SELECT 1 FROM pg_inherits WHERE inhparent = 'part'::regclass"))
                .isEmpty();
        assertThat(revisions(target)).containsExactly("1 APPLIED", "2 APPLIED");
    }

    @Test
    void asksAPersonWhereTheCatalogueCannotTell() throws Exception {
        var target = target();
        var vacuum = file("1", "VACUUM ANALYZE pg_class");
        MigrationResult first;
        try (var wire = new CutWire(SERVER.port(), 1, "VACUUM", Moment.AFTER)) {
            first = migrator().migrate(attempt(1), NeverTwiceTest.through(wire, target), List.of(vacuum), progress);
        }

        var second = migrator().migrate(attempt(2), target, List.of(vacuum), progress);

        assertThat(List.of(first, second))
                .allSatisfy(result -> assertThat(result).isInstanceOfSatisfying(Unknown.class, unknown -> {
                    assertThat(unknown.code()).isEqualTo("effect-unknown");
                    assertThat(unknown.facts()).hasSize(2);
                }));
        assertThat(revisions(target)).isEmpty();
    }

    @Test
    void recordsAnIndexWhoseAnswerWasLost() throws Exception {
        var target = target();
        var index = file("2", "CREATE INDEX CONCURRENTLY a_i ON a (i)");
        migrator().migrate(attempt(1), target, List.of(TABLE), progress);
        try (var wire = new CutWire(SERVER.port(), 1, "CREATE INDEX", Moment.AFTER)) {
            var result = migrator().migrate(attempt(2), NeverTwiceTest.through(wire, target), List.of(index), progress);

            assertThat(result).isEqualTo(new Done(List.of(index), List.of()));
        }
        assertThat(revisions(target)).containsExactly("1 APPLIED", "2 APPLIED");
    }

    @Test
    void runsAsAnotherRoleWhileTheLedgerStaysOurs() throws SQLException {
        MigrateFixtures.role("migrate_owner", "NOLOGIN");
        SERVER.execute("GRANT migrate_owner TO migrate_login");
        var plain = target();
        run(plain, "GRANT CREATE ON SCHEMA public TO migrate_owner");
        Target target = MigrateFixtures.target(plain.url(), "migrate_owner");

        var result = migrator()
                .migrate(
                        attempt(1),
                        target,
                        List.of(TABLE, file("2", "CREATE INDEX CONCURRENTLY a_i ON a (i)")),
                        progress);
        var curious = migrator()
                .migrate(
                        attempt(2),
                        target,
                        List.of(file("3", "DO $$ BEGIN EXECUTE 'TABLE sl' || 'ipway.fence'; END $$")),
                        progress);

        assertThat(result).isInstanceOf(Done.class);
        assertThat(
                        texts(
                                target,
                                "SELECT pg_get_userbyid(relowner)::text FROM pg_class WHERE relname IN ('a', 'a_i', 'fence') ORDER BY relname"))
                .containsExactly("migrate_owner", "migrate_owner", "migrate_login");
        assertThat(curious)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.sqlState()).isEqualTo("42501"));
    }
}
