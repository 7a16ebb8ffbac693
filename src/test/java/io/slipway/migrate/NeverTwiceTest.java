package io.slipway.migrate;

import static io.slipway.migrate.MigrateFixtures.attempt;
import static io.slipway.migrate.MigrateFixtures.file;
import static io.slipway.migrate.MigrateFixtures.migrator;
import static io.slipway.migrate.MigrateFixtures.revisions;
import static io.slipway.migrate.MigrateFixtures.run;
import static io.slipway.migrate.MigrateFixtures.target;
import static io.slipway.migrate.MigrateFixtures.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.migrate.CutWire.Moment;
import io.slipway.migrate.MigrationResult.Done;
import io.slipway.migrate.MigrationResult.Failed;
import io.slipway.target.Target;
import io.slipway.testing.BesideOthers;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Law 2: for each segment at most one attempt commits, and what commits is recorded. */
@BesideOthers
class NeverTwiceTest {

    private static final int STATEMENTS = 8;

    /** Each number is inserted by a statement of its own: what ran twice stands there twice. */
    private static final FileToRun MARKERS = file("1", """
            CREATE TABLE marker (statement int);
            INSERT INTO marker VALUES (1);
            INSERT INTO marker VALUES (2);
            BEGIN;
            INSERT INTO marker VALUES (3);
            SAVEPOINT here;
            INSERT INTO marker VALUES (4);
            COMMIT;
            CREATE INDEX CONCURRENTLY marker_statement ON marker (statement);
            INSERT INTO marker VALUES (5);
            """);

    @ParameterizedTest
    @EnumSource(Moment.class)
    void eachStatementRunsOnceWhereverTheWireIsCut(Moment moment) throws Exception {
        var requests = requestsWithoutACut();
        var stride = Boolean.getBoolean("slipway.every-fault") ? 1 : Moment.values().length;
        for (var number = 1 + moment.ordinal() % stride; number <= requests; number += stride) {
            var target = target();
            try (var wire = new CutWire(MigrateFixtures.SERVER.port(), number, "", moment)) {
                migrator().migrate(attempt(1), through(wire, target), List.of(MARKERS), new RecordedProgress());
            }

            var retried = migrator().migrate(attempt(2), target, List.of(MARKERS), new RecordedProgress());

            assertThat(retried).as("cut %s request %d", moment, number).isInstanceOf(Done.class);
            assertEachMarkerOnce(target, "cut %s request %d".formatted(moment, number));
        }
        assertThat(requests).isGreaterThan(50);
    }

    @Test
    void eachStatementRunsOnceWhenTheServerProcessIsKilledAtItsBoundaries() throws Exception {
        for (var boundary = 1; boundary <= STATEMENTS; boundary++) {
            var target = target();
            var at = boundary;
            var progress = new RecordedProgress();
            progress.atStatement = log -> {
                if (progress.logs.size() == at) {
                    terminate(target);
                }
            };

            migrator().migrate(attempt(1), target, List.of(MARKERS), progress);
            var retried = migrator().migrate(attempt(2), target, List.of(MARKERS), new RecordedProgress());

            assertThat(retried).as("killed after statement %d", at).isInstanceOf(Done.class);
            assertEachMarkerOnce(target, "killed after statement %d".formatted(at));
        }
    }

    @Test
    void eachStatementRunsOnceWhenTheServerCrashes() throws Exception {
        MigrateFixtures.role("migrate_login", "LOGIN PASSWORD 'secret'");
        var server = EmbeddedPostgres.named("crashing");
        server.execute("CREATE ROLE migrate_login LOGIN PASSWORD 'secret'");
        for (var boundary = 3; boundary <= STATEMENTS; boundary += 4) {
            var url = server.createDatabase("crash");
            server.execute(
                    "ALTER DATABASE \"%s\" OWNER TO migrate_login".formatted(url.substring(url.lastIndexOf('/') + 1)));
            // this server confirms commits before they are on disk: what the test needs must not be lost with them
            server.execute("CHECKPOINT");
            var target = MigrateFixtures.target(url, null);
            var at = boundary;
            var progress = new RecordedProgress();
            progress.atStatement = log -> {
                if (progress.logs.size() == at) {
                    server.crash();
                    server.restart();
                }
            };

            migrator().migrate(attempt(1), target, List.of(MARKERS), progress);
            var retried = migrator().migrate(attempt(2), target, List.of(MARKERS), new RecordedProgress());

            assertThat(retried).isInstanceOf(Done.class);
            try (var connection = server.connect(url)) {
                assertThat(io.slipway.target.Rows.list(
                                connection, "SELECT statement FROM marker ORDER BY 1", row -> row.getInt(1)))
                        .containsExactly(1, 2, 3, 4, 5);
            }
        }
    }

    @Test
    void oneOfTwoRacingAttemptsRunsEachStatement() throws Exception {
        var target = target();
        run(target, "CREATE SCHEMA slipway AUTHORIZATION migrate_login");
        migrator()
                .migrate(
                        attempt(1),
                        target,
                        List.of(file("0", "CREATE TABLE marker (round int, statement int)")),
                        new RecordedProgress());
        var rounds = 200;
        for (var round = 1; round <= rounds; round++) {
            var file = file("1." + round, """
                    INSERT INTO marker VALUES (%1$d, 1);
                    BEGIN; INSERT INTO marker VALUES (%1$d, 2); COMMIT;
                    INSERT INTO marker VALUES (%1$d, 3);
                    """.formatted(round));
            var epoch = round;
            var older = CompletableFuture.supplyAsync(
                    () -> migrator().migrate(attempt(epoch), target, List.of(file), new RecordedProgress()),
                    Thread::startVirtualThread);
            // every other round is one job delivered twice, the rest a newer attempt that overtakes an older one
            var newer = CompletableFuture.supplyAsync(
                    () -> migrator().migrate(attempt(epoch + epoch % 2), target, List.of(file), new RecordedProgress()),
                    Thread::startVirtualThread);

            assertThat(newer.get(60, TimeUnit.SECONDS)).isInstanceOf(Done.class);
            assertThat(older.get(60, TimeUnit.SECONDS)).isNotInstanceOf(MigrationResult.Unknown.class);
        }

        assertThat(texts(
                        target,
                        "SELECT round || '/' || statement FROM marker GROUP BY round, statement HAVING count(*) <> 1"))
                .isEmpty();
        assertThat(texts(target, "SELECT count(*)::text FROM marker")).containsExactly(String.valueOf(3 * rounds));
        assertThat(revisions(target)).hasSize(rounds + 1);
    }

    @Test
    void aZombieWhoseTransactionTheServerEndedCannotCommitLater() throws Exception {
        var target = target();
        var zombie = new RecordedProgress();
        var awake = new CountDownLatch(1);
        var asleep = new CountDownLatch(1);
        zombie.atStatement = log -> {
            if (log.position() == 3) {
                asleep.countDown();
                await(awake);
            }
        };
        var impatient = new MigrationSettings(
                Duration.ofMillis(200),
                Duration.ofSeconds(3),
                Duration.ofMinutes(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                Duration.ofMillis(50),
                Duration.ZERO);
        var late = CompletableFuture.supplyAsync(
                () -> migrator(impatient).migrate(attempt(1), target, List.of(MARKERS), zombie),
                Thread::startVirtualThread);
        await(asleep);

        var second = migrator().migrate(attempt(2), target, List.of(MARKERS), new RecordedProgress());
        awake.countDown();

        assertThat(second).isInstanceOf(Done.class);
        assertThat(late.get(60, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("attempt-superseded"));
        assertEachMarkerOnce(target, "zombie");
    }

    @Test
    void anAttemptOlderThanTheLastIsShutOut() throws SQLException {
        var target = target();
        migrator().migrate(attempt(5), target, List.of(file("0", "SELECT 1")), new RecordedProgress());

        var result = migrator().migrate(attempt(4), target, List.of(MARKERS), new RecordedProgress());

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("attempt-superseded"));
        assertThat(texts(target, "SELECT count(*)::text FROM pg_class WHERE relname = 'marker'"))
                .containsExactly("0");
    }

    @Test
    void theLedgerIsSafeFromWhatAFileDoesToItsSession() throws SQLException {
        var target = target();
        var sql = """
                CREATE SCHEMA evil;
                CREATE TABLE evil.revision (i int);
                CREATE FUNCTION evil.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS 'SELECT NULL::timestamptz';
                CREATE FUNCTION evil.eq(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT false';
                CREATE OPERATOR evil.= (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.eq);
                CREATE TEMP TABLE fence (scope text, epoch bigint);
                SET search_path = evil, pg_catalog;
                SET statement_timeout = 0;
                SET default_transaction_read_only = off;
                SET DateStyle = 'ISO, DMY';
                SET TIME ZONE 'Asia/Kathmandu';
                CREATE TABLE done (i int);
                """;

        var result = migrator().migrate(attempt(1), target, List.of(file("1", sql)), new RecordedProgress());

        assertThat(result).isInstanceOf(Done.class);
        assertThat(revisions(target)).containsExactly("1 APPLIED");
        assertThat(texts(target, "SELECT to_regclass('evil.done')::text")).containsExactly("evil.done");
    }

    private static int requestsWithoutACut() throws IOException {
        var target = target();
        try (var wire = new CutWire(MigrateFixtures.SERVER.port(), 0, "", Moment.BEFORE)) {
            migrator().migrate(attempt(1), through(wire, target), List.of(MARKERS), new RecordedProgress());
            return wire.requests();
        }
    }

    static Target through(CutWire wire, Target target) {
        var database = target.url().substring(target.url().lastIndexOf('/'));
        return MigrateFixtures.target("jdbc:postgresql://127.0.0.1:" + wire.port() + database, null);
    }

    private static void assertEachMarkerOnce(Target target, String when) throws SQLException {
        assertThat(texts(target, "SELECT statement::text FROM marker ORDER BY 1"))
                .as(when)
                .isEqualTo(IntStream.rangeClosed(1, 5).mapToObj(String::valueOf).toList());
        assertThat(texts(target, "SELECT indisvalid::text FROM pg_index WHERE indrelid = 'marker'::regclass"))
                .as(when)
                .containsExactly("true");
        assertThat(revisions(target)).as(when).containsExactly("1 APPLIED");
        assertThat(texts(target, "SELECT state FROM slipway.segment"))
                .as(when)
                .hasSize(4)
                .containsOnly("DONE");
    }

    private static void terminate(Target target) {
        try {
            run(target, """
                    SELECT pg_terminate_backend(pid, 5000)
                    FROM pg_stat_activity
                    WHERE datname = current_database() AND application_name LIKE 'slipway%'
                    """);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
