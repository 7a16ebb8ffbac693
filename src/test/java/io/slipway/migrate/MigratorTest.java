package io.slipway.migrate;

import static io.slipway.migrate.MigrateFixtures.SERVER;
import static io.slipway.migrate.MigrateFixtures.SOON;
import static io.slipway.migrate.MigrateFixtures.attempt;
import static io.slipway.migrate.MigrateFixtures.file;
import static io.slipway.migrate.MigrateFixtures.migrator;
import static io.slipway.migrate.MigrateFixtures.revisions;
import static io.slipway.migrate.MigrateFixtures.role;
import static io.slipway.migrate.MigrateFixtures.run;
import static io.slipway.migrate.MigrateFixtures.target;
import static io.slipway.migrate.MigrateFixtures.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.migrate.MigrationResult.Canceled;
import io.slipway.migrate.MigrationResult.Done;
import io.slipway.migrate.MigrationResult.Failed;
import io.slipway.migrate.MigrationResult.Place;
import io.slipway.target.Credential;
import io.slipway.target.Target;
import io.slipway.testing.Waiting;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MigratorTest {

    private static final String SHOP = """
            CREATE TYPE order_state AS ENUM ('new', 'paid');
            CREATE TABLE customer (id bigint PRIMARY KEY, email text NOT NULL);
            CREATE TABLE orders (
                id bigint, customer bigint REFERENCES customer, state order_state NOT NULL DEFAULT 'new',
                placed date NOT NULL, PRIMARY KEY (id, placed)
            ) PARTITION BY RANGE (placed);
            CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
            CREATE TABLE orders_2026 PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                NEW.email := lower(NEW.email); -- ; not an end
                RETURN NEW;
            END $$;
            CREATE TRIGGER customer_touch BEFORE INSERT ON customer FOR EACH ROW EXECUTE FUNCTION touch();
            INSERT INTO customer VALUES (1, 'Ann@Example.org'), (2, 'bob@example.org');
            DO $body$ BEGIN
                INSERT INTO orders SELECT i, 1, 'new', date '2026-01-01' + i FROM generate_series(1, 20) i;
            END $body$;
            ALTER TYPE order_state ADD VALUE 'shipped' AFTER 'paid';
            UPDATE orders SET state = 'shipped' WHERE id < 6;
            CREATE INDEX CONCURRENTLY customer_email ON customer (email);
            ALTER TABLE orders DETACH PARTITION orders_2025 CONCURRENTLY;
            ALTER TABLE customer ADD CONSTRAINT email_has_at CHECK (email LIKE '%@%') NOT VALID;
            ALTER TABLE customer VALIDATE CONSTRAINT email_has_at;
            """;

    private final RecordedProgress progress = new RecordedProgress();

    @Test
    void appliesAFileWithEverythingInIt() throws SQLException {
        var target = target();

        var result = migrator().migrate(attempt(1), target, List.of(file("1", SHOP)), progress);

        assertThat(result).isEqualTo(new Done(List.of(file("1", SHOP)), List.of()));
        assertThat(texts(target, "SELECT state, count(*)::text FROM orders GROUP BY state ORDER BY state"))
                .containsExactly("new", "shipped");
        assertThat(texts(target, "SELECT email FROM customer WHERE id = 1")).containsExactly("ann@example.org");
        assertThat(texts(target, "SELECT indisvalid::text FROM pg_index WHERE indexrelid = 'customer_email'::regclass"))
                .containsExactly("true");
        assertThat(texts(
                        target,
                        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'orders'::regclass"))
                .containsExactly("orders_2026");
        assertThat(texts(target, "SELECT state FROM slipway.segment ORDER BY position"))
                .hasSize(6)
                .containsOnly("DONE");
        assertThat(revisions(target)).containsExactly("1 APPLIED");
    }

    @Test
    void tellsWhatBecameOfEachStatement() {
        var sql = "CREATE TABLE a (i int);\nINSERT INTO a SELECT generate_series(1, 7);\nSELECT 1 / 0;";

        migrator().migrate(attempt(1), target(), List.of(file("1", sql)), progress);

        assertThat(progress.logs).extracting(StatementLog::position).containsExactly(1, 2, 3);
        assertThat(progress.logs).extracting(StatementLog::line).containsExactly(1, 2, 3);
        assertThat(progress.logs.get(1).rows()).isEqualTo(7);
        assertThat(sql.substring(
                        progress.logs.get(2).start(), progress.logs.get(2).end()))
                .isEqualTo("SELECT 1 / 0");
        assertThat(progress.logs.get(2).error()).isEqualTo("division by zero");
    }

    @Test
    void skipsWhatIsThere() {
        var target = target();
        var file = file("1", "CREATE TABLE a (i int)");
        migrator().migrate(attempt(1), target, List.of(file), progress);

        var result = migrator().migrate(attempt(2), target, List.of(file), progress);

        assertThat(result).isEqualTo(new Done(List.of(), List.of(file)));
    }

    @Test
    void refusesAnotherTextOfAnAppliedVersionBeforeAnythingRuns() throws SQLException {
        var target = target();
        migrator().migrate(attempt(1), target, List.of(file("2", "CREATE TABLE a (i int)")), progress);

        var result = migrator()
                .migrate(
                        attempt(2),
                        target,
                        List.of(file("1", "CREATE TABLE b (i int)"), file("2", "CREATE TABLE a (i bigint)")),
                        progress);

        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("applied-with-other-content");
            assertThat(failed.applied()).isEmpty();
        });
        assertThat(texts(target, "SELECT coalesce(to_regclass('b')::text, 'none')"))
                .containsExactly("none");
    }

    @Test
    void aFailedStatementLeavesCommittedSegmentsAndNothingElse() throws SQLException {
        var target = target();
        var sql = """
                BEGIN; CREATE TABLE a (i int); COMMIT;
                BEGIN; CREATE TABLE b (i int); SELECT * FROM missing; COMMIT;
                CREATE TABLE c (i int);
                """;

        var result = migrator().migrate(attempt(1), target, List.of(file("1", sql)), progress);

        assertThat(result)
                .isEqualTo(new Failed(
                        "statement-failed",
                        "Statement 6 of 'V1.sql' (line 2) failed: relation \"missing\" does not exist on target 'orders-eu'."
                                + " Correct the file, or what it meets in the target, then run it again.",
                        new Place("V1.sql", 6, 2),
                        "42P01",
                        List.of()));
        assertThat(texts(target, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .containsExactly("a");
        assertThat(texts(target, "SELECT position || state FROM slipway.segment"))
                .containsExactly("1DONE");
        assertThat(revisions(target)).isEmpty();
    }

    @Test
    void goesOnWithAnEditedFileBehindWhatIsCommitted() throws SQLException {
        var target = target();
        var first = "BEGIN; CREATE TABLE a (i int); COMMIT; SELECT * FROM missing;";
        migrator().migrate(attempt(1), target, List.of(file("1", first)), progress);

        var mended =
                migrator().migrate(attempt(2), target, List.of(file("1", first.replace("missing", "a"))), progress);
        var diverged = migrator().migrate(attempt(3), target(), List.of(file("1", first)), progress);

        assertThat(mended).isInstanceOf(Done.class);
        assertThat(diverged).isInstanceOf(Failed.class);
        assertThat(revisions(target)).containsExactly("1 APPLIED");
    }

    @Test
    void refusesAnEditOfACommittedSegment() {
        var target = target();
        var first = "BEGIN; CREATE TABLE a (i int); COMMIT; SELECT * FROM missing;";
        migrator().migrate(attempt(1), target, List.of(file("1", first)), progress);

        var result =
                migrator().migrate(attempt(2), target, List.of(file("1", first.replace("i int", "j int"))), progress);

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("applied-with-other-content"));
    }

    /** An edited one-off has a version of its own; what its earlier text committed must not run again under it. */
    @Test
    void goesOnWithAnEditedOneOffBehindWhatIsCommitted() throws SQLException {
        var target = target();
        var first = "CREATE TABLE a (i int); INSERT INTO a VALUES (1); VACUUM a; SELECT * FROM missing;";
        migrator().migrate(attempt(1), target, List.of(file("issue/7.1", first)), progress);

        var head = migrator()
                .migrate(
                        attempt(2),
                        target,
                        List.of(file("issue/7.2", first.replace("VALUES (1)", "VALUES (2)"))),
                        progress);
        var tail = migrator()
                .migrate(attempt(3), target, List.of(file("issue/7.3", first.replace("missing", "a"))), progress);
        var other = migrator().migrate(attempt(4), target, List.of(file("issue/71.1", "CREATE TABLE b ()")), progress);

        assertThat(head)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("applied-with-other-content"));
        assertThat(tail).isInstanceOf(Done.class);
        assertThat(other).isInstanceOf(Done.class);
        assertThat(texts(target, "SELECT i::text FROM a")).containsExactly("1");
        assertThat(texts(target, "SELECT DISTINCT version FROM slipway.segment ORDER BY 1"))
                .containsExactly("issue/7.3", "issue/71.1");
        assertThat(revisions(target)).containsExactly("issue/7.3 APPLIED", "issue/71.1 APPLIED");
    }

    @Test
    void runsAnEditedOneOffWhollyWhereItsEarlierTextIsApplied() throws SQLException {
        var target = target();
        migrator().migrate(attempt(1), target, List.of(file("issue/7.1", "CREATE TABLE a (i int)")), progress);

        var result = migrator()
                .migrate(attempt(2), target, List.of(file("issue/7.2", "ALTER TABLE a ADD COLUMN j int")), progress);

        assertThat(result).isInstanceOf(Done.class);
        assertThat(revisions(target)).containsExactly("issue/7.1 APPLIED", "issue/7.2 APPLIED");
    }

    @Test
    void keepsSessionSettingsOverSegmentsAndWhenItResumes() throws SQLException {
        var target = target();
        var sql = """
                CREATE SCHEMA app;
                SET search_path = app;
                CREATE TABLE a (i int);
                CREATE INDEX CONCURRENTLY a_i ON a (i);
                SELECT 1 / (SELECT count(*) FROM public.gate);
                CREATE TABLE b (i int);
                """;
        run(
                target,
                "CREATE TABLE gate (i int); CREATE SCHEMA slipway AUTHORIZATION migrate_login; GRANT ALL ON gate TO PUBLIC");
        MigrateFixtures.baseline(target, "0");
        var failed = migrator().migrate(attempt(1), target, List.of(file("1", sql)), progress);
        run(target, "INSERT INTO gate VALUES (1)");

        var resumed = migrator().migrate(attempt(2), target, List.of(file("1", sql)), progress);

        assertThat(failed)
                .isInstanceOfSatisfying(
                        Failed.class, result -> assertThat(result.sqlState()).isEqualTo("22012"));
        assertThat(resumed).isInstanceOf(Done.class);
        assertThat(texts(target, "SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace ORDER BY 1"))
                .containsExactly("a", "a_i", "b");
    }

    @Test
    void startsEachFileFromAResetSession() throws SQLException {
        var target = target();
        var first = file("1", "CREATE SCHEMA app; SET search_path = app; CREATE TEMP TABLE left_over (i int)");
        var second =
                file("2", "CREATE TABLE found AS SELECT to_regclass('left_over') AS temp, current_schema AS schema");

        var result = migrator().migrate(attempt(1), target, List.of(first, second), progress);

        assertThat(result).isInstanceOf(Done.class);
        assertThat(texts(target, "SELECT coalesce(temp::text, 'none') || schema FROM public.found"))
                .containsExactly("nonepublic");
    }

    @Test
    void cancelsARunningStatementAndSaysSoOnlyWhenItIsGone() throws Exception {
        var target = target();
        var sql = "CREATE TABLE a (i int); SELECT pg_sleep(60);";
        var running = CompletableFuture.supplyAsync(
                () -> migrator().migrate(attempt(1), target, List.of(file("1", sql)), progress),
                Thread::startVirtualThread);
        Waiting.until(
                SOON,
                () -> !texts(target, "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)%'")
                        .isEmpty());

        progress.stop = true;

        assertThat(running.get(10, TimeUnit.SECONDS)).isEqualTo(new Canceled(List.of()));
        assertThat(
                        texts(
                                target,
                                "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)%' AND state = 'active' AND pid <> pg_backend_pid()"))
                .isEmpty();
        assertThat(texts(target, "SELECT coalesce(to_regclass('a')::text, 'none')"))
                .containsExactly("none");
        assertThat(progress.heartbeats).isPositive();
    }

    @Test
    void refusesCommitInsideCodeAndReportsWhatOnlyTheServerSees() throws SQLException {
        var target = target();
        var hidden = """
                CREATE PROCEDURE sly() LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'CREATE TABLE a ()'; COMMIT; END $$;
                CALL sly();
                """;

        var plain = migrator().migrate(attempt(1), target, List.of(file("1", "DO $$ BEGIN COMMIT; END $$")), progress);
        var called = migrator().migrate(attempt(2), target, List.of(file("2", hidden)), progress);

        assertThat(plain)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("transaction-ended-inside"));
        assertThat(called).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("transaction-ended-inside");
            assertThat(failed.sqlState()).isEqualTo("2D000");
        });
        assertThat(revisions(target)).isEmpty();
    }

    @Test
    void leavesOutWhatABaselineVouchesFor() throws SQLException {
        var target = target();
        run(target, "CREATE TABLE a (i int); GRANT ALL ON a TO PUBLIC");
        MigrateFixtures.baseline(target, "1.2");
        var files = List.of(
                file("1", "CREATE TABLE a (i int)"),
                file("1.2", "SELECT 1 / 0"),
                file("1.10", "INSERT INTO a VALUES (10)"),
                file("R__seed@4711", "INSERT INTO a VALUES (1)"),
                file("issue/1.1", "INSERT INTO a VALUES (2)"),
                FileToRun.of("stock", "1", "V1.sql", "INSERT INTO a VALUES (3)"));

        var result = migrator().migrate(attempt(1), target, files, progress);

        assertThat(result).isEqualTo(new Done(files.subList(2, 6), files.subList(0, 2)));
        assertThat(texts(target, "SELECT string_agg(i::text, ' ') FROM a")).containsExactly("10 1 2 3");
    }

    @Test
    void needsARoleThatOwnsItsSchemaAndNothingElse() throws SQLException {
        role("schema_owner", "NOLOGIN");
        role("schema_login", "LOGIN PASSWORD 'secret'");
        role("schema_reader", "LOGIN PASSWORD 'secret'");
        SERVER.execute("GRANT schema_owner TO schema_login");
        var url = SERVER.createDatabase("foreign");
        SERVER.execute(url, """
                REVOKE ALL ON SCHEMA public FROM PUBLIC;
                CREATE SCHEMA app AUTHORIZATION schema_owner;
                CREATE SCHEMA slipway AUTHORIZATION schema_login;
                """);
        var target = new Target(
                "orders-eu",
                url,
                null,
                null,
                new Credential("schema_reader", "exec:printf secret"),
                new Credential("schema_login", "exec:printf secret"),
                "schema_owner",
                List.of("app"),
                Map.of());
        var files = List.of(
                file("1", "CREATE TABLE a (i int); INSERT INTO a VALUES (1); CREATE INDEX CONCURRENTLY a_i ON a (i);"),
                file("2", "CREATE SCHEMA other"));

        var result = migrator().migrate(attempt(1), target, files, progress);

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.sqlState()).isEqualTo("42501"));
        assertThat(revisions(target)).containsExactly("1 APPLIED");
        assertThat(texts(
                        target,
                        "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relname IN ('a', 'a_i')"))
                .containsExactly("schema_owner");
        assertThat(texts(target, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"))
                .containsExactly(SERVER.superuser());
    }
}
