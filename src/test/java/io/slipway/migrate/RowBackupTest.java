package io.slipway.migrate;

import static io.slipway.migrate.MigrateFixtures.CONNECTIONS;
import static io.slipway.migrate.MigrateFixtures.LEDGER;
import static io.slipway.migrate.MigrateFixtures.SERVER;
import static io.slipway.migrate.MigrateFixtures.attempt;
import static io.slipway.migrate.MigrateFixtures.file;
import static io.slipway.migrate.MigrateFixtures.migrator;
import static io.slipway.migrate.MigrateFixtures.role;
import static io.slipway.migrate.MigrateFixtures.run;
import static io.slipway.migrate.MigrateFixtures.target;
import static io.slipway.migrate.MigrateFixtures.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.migrate.MigrationResult.Done;
import io.slipway.migrate.MigrationResult.Failed;
import io.slipway.target.Catalogue;
import io.slipway.target.Target;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowBackupTest {

    private static final String ORDERS = """
            CREATE TABLE customer (id int PRIMARY KEY, name text NOT NULL, country char(2));
            INSERT INTO customer VALUES (1, 'Ada', 'GB'), (2, 'Béla', 'HU'), (3, 'Chloé', 'FR');
            CREATE TABLE "Order" (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                customer int NOT NULL REFERENCES customer DEFERRABLE INITIALLY DEFERRED,
                "net price" numeric NOT NULL,
                gross numeric GENERATED ALWAYS AS ("net price" * 1.2) STORED,
                extra jsonb,
                seen timestamptz DEFAULT now(),
                tags text[]);
            INSERT INTO "Order" (customer, "net price", extra, seen, tags)
            SELECT i % 3 + 1, i * 1.25, CASE i % 4 WHEN 0 THEN 'null'::jsonb WHEN 1 THEN NULL ELSE '{"a": "it''s"}' END,
                   timestamptz '2026-11-27 10:00:00.123456+00' + i * interval '1 s', ARRAY['a', NULL, '"b"']
            FROM generate_series(1, 40) i
            """;

    private final RecordedProgress progress = new RecordedProgress();
    private final List<FileToRun> files = new ArrayList<>(List.of(file("1", ORDERS)));

    private MigrationResult migrate(Target target, String sql) {
        files.add(file(String.valueOf(files.size() + 1), sql));
        return migrator().migrate(attempt(files.size()), target, files, progress);
    }

    private static String restore(Target target, String version) {
        return Objects.requireNonNull(LEDGER.revisions(CONNECTIONS, target).stream()
                .filter(revision -> revision.version().equals(version))
                .findFirst()
                .orElseThrow()
                .restore());
    }

    private static List<String> orders(Target target) throws SQLException {
        return texts(target, "SELECT o::text FROM \"Order\" o ORDER BY id");
    }

    @Test
    void rowsThatWereDeletedAreInsertedAgainAsTheyWere() throws SQLException {
        var target = target();
        migrate(target, "SELECT 1");
        var before = orders(target);

        var result = migrate(target, """
                -- slipway: backup
                WITH french AS (SELECT id FROM customer WHERE country = 'FR')
                DELETE FROM "Order" USING french WHERE customer = french.id RETURNING "Order".id;
                """);
        var between = orders(target);
        var sql = restore(target, "3");
        var put = migrate(target, sql);

        assertThat(result).isInstanceOf(Done.class);
        assertThat(between).hasSizeBetween(1, before.size() - 1);
        assertThat(sql)
                .startsWith(
                        "INSERT INTO \"Order\" (id, customer, \"net price\", extra, seen, tags)\nOVERRIDING SYSTEM VALUE")
                .contains("FROM slipway_backup_");
        assertThat(put).isInstanceOf(Done.class);
        assertThat(orders(target)).isEqualTo(before);
    }

    @Test
    void rowsThatWereChangedTwiceInOneFileAreChangedBackInReverse() throws SQLException {
        var target = target();
        migrate(target, "SELECT 1");
        var before = orders(target);

        migrate(target, """
                -- The prices rise.
                -- slipway: backup
                UPDATE "Order" AS o SET "net price" = "net price" + c.id, customer = 1
                FROM customer c WHERE c.id = o.customer AND c.country <> 'GB';
                UPDATE "Order" SET tags = NULL WHERE id = 7;
                -- slipway: backup
                UPDATE public."Order" SET ("net price", extra) = (SELECT 0, '{}'::jsonb) WHERE id > 5;
                ALTER TABLE "Order" ALTER tags SET NOT NULL, ALTER tags DROP NOT NULL;
                """.replace("tags = NULL", "tags = '{}'"));
        var between = orders(target);
        migrate(target, restore(target, "3") + "\nUPDATE \"Order\" SET tags = ARRAY['a', NULL, '\"b\"'] WHERE id = 7;");

        assertThat(texts(target, "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
                .isEmpty();
        assertThat(between).isNotEqualTo(before);
        assertThat(orders(target)).isEqualTo(before);
    }

    @Test
    void rowsOfAPartitionedTableAreKeptWhereverTheyLie() throws SQLException {
        var target = target();
        migrate(target, """
                CREATE TABLE event (day int, id int, note text, PRIMARY KEY (day, id)) PARTITION BY RANGE (day);
                CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (1) TO (2);
                CREATE TABLE event_2 (note text, day int NOT NULL, id int NOT NULL);
                ALTER TABLE event ATTACH PARTITION event_2 FOR VALUES FROM (2) TO (3);
                INSERT INTO event VALUES (1, 1, 'a'), (2, 1, 'b'), (2, 2, 'c');
                """);

        migrate(target, """
                -- slipway: backup
                UPDATE event SET note = note || '!' WHERE id = 1;
                -- slipway: backup
                DELETE FROM event WHERE id = 2;
                """);
        var between = texts(target, "SELECT event::text FROM event ORDER BY 1");
        migrate(target, restore(target, "3"));

        assertThat(between).containsExactly("(1,1,a!)", "(2,1,b!)");
        assertThat(texts(target, "SELECT event::text FROM event ORDER BY 1"))
                .containsExactly("(1,1,a)", "(2,1,b)", "(2,2,c)");
    }

    @Test
    void aFailureLaterInTheTransactionLeavesNoCopyEither() throws SQLException {
        var target = target();

        var result = migrate(target, "-- slipway: backup\nDELETE FROM \"Order\";\nSELECT 1 / 0;");

        assertThat(result).isInstanceOf(Failed.class);
        assertThat(orders(target)).hasSize(40);
        assertThat(texts(target, "SELECT relname FROM pg_class WHERE relname LIKE 'slipway%'"))
                .isEmpty();
    }

    @Test
    void whatAFileRollsBackItselfIsNotPutBack() throws SQLException {
        var target = target();

        var result = migrate(target, """
                BEGIN;
                SAVEPOINT here;
                -- slipway: backup
                DELETE FROM "Order";
                ROLLBACK TO here;
                -- slipway: backup
                DELETE FROM "Order" WHERE id = 1;
                COMMIT;
                """);

        assertThat(result).isInstanceOf(Done.class);
        assertThat(restore(target, "2").split("INSERT INTO")).hasSize(2);
        assertThat(orders(target)).hasSize(39);
    }

    @Test
    void aChangeOfNoRowsAndOneOfATableThatIsNotThereAreLeftToTheStatement() throws SQLException {
        var target = target();

        var none = migrate(target, "-- slipway: backup\nDELETE FROM \"Order\" WHERE false;");
        var missing = migrate(target, "-- slipway: backup\nDELETE FROM invoice;");

        assertThat(none).isInstanceOf(Done.class);
        assertThat(missing)
                .isInstanceOfSatisfying(
                        Failed.class, it -> assertThat(it.sqlState()).isEqualTo("42P01"));
    }

    @Test
    void keptRowsAreNoPartOfWhatADatabaseIsMadeOfAndNobodyElseReadsThem() throws SQLException {
        role("backup_owner", "NOLOGIN");
        role("backup_reader", "NOLOGIN");
        var plain = target();
        SERVER.execute("GRANT backup_owner TO migrate_login");
        var database = plain.url().substring(plain.url().lastIndexOf('/') + 1);
        SERVER.execute("GRANT CREATE ON DATABASE \"%s\" TO backup_owner".formatted(database));
        var target = target(plain.url(), "backup_owner");
        run(target, "GRANT CREATE ON SCHEMA public TO backup_owner");
        migrate(target, "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO backup_reader, PUBLIC;");
        var before = fingerprint(target);

        var result = migrate(target, "-- slipway: backup\nDELETE FROM \"Order\";");
        var put = migrate(target, restore(target, "3"));

        assertThat(result).isInstanceOf(Done.class);
        assertThat(put).isInstanceOf(Done.class);
        assertThat(fingerprint(target)).isEqualTo(before);
        assertThat(texts(target, """
                        SELECT relowner::regrole::text || coalesce(relacl::text, '') FROM pg_class
                        WHERE relname LIKE 'slipway_backup%'
                        """)).containsExactly("backup_owner{backup_owner=arwdDxtm/backup_owner}");
    }

    private static String fingerprint(Target target) throws SQLException {
        try (var connection = MigrateFixtures.connect(target)) {
            return new Catalogue("slipway").fingerprint(connection);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            UPDATE nokey SET a = 2                                | has no primary key
            UPDATE customer SET id = id + 10                      | changes the primary key of 'customer'
            DELETE FROM parent                                    | Foreign keys change rows of child along with those of 'parent'
            UPDATE parent SET code = 'x'                          | Foreign keys change rows of child along with those of 'parent'
            DELETE FROM seen                                      | 'seen' is no table of the database
            DELETE FROM base                                      | 'base' has tables that inherit from it
            UPDATE counted SET n = 2                              | 2 rows of 'counted' changed, and 4 were kept
            """)
    void whatCouldNotBePutBackIsRefusedAndUndone(String sql, String problem) throws SQLException {
        var target = target();
        migrate(target, """
                CREATE TABLE nokey (a int);
                CREATE TABLE parent (id int PRIMARY KEY, code text UNIQUE);
                CREATE TABLE child (parent int REFERENCES parent ON DELETE CASCADE,
                                    code text REFERENCES parent (code) ON UPDATE CASCADE);
                CREATE VIEW seen AS SELECT * FROM customer;
                CREATE TABLE base (i int);
                CREATE TABLE derived (j int) INHERITS (base);
                CREATE TABLE counted (id int PRIMARY KEY, n int);
                INSERT INTO counted VALUES (1, 1), (2, 1);
                CREATE FUNCTION again() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN IF pg_trigger_depth() = 1 THEN UPDATE counted SET n = 3; END IF; RETURN NULL; END';
                CREATE TRIGGER again AFTER UPDATE ON counted FOR EACH STATEMENT EXECUTE FUNCTION again();
                """);

        var result = migrate(target, "-- slipway: backup\n" + sql + ";");

        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("backup-refused");
            assertThat(failed.sentence()).contains(problem);
            assertThat(Objects.requireNonNull(failed.place()).line()).isEqualTo(2);
        });
        assertThat(texts(target, "SELECT relname FROM pg_class WHERE relname LIKE 'slipway%'"))
                .isEmpty();
    }

    @Test
    void switchedOffTriggersDoNotGoUnnoticed() throws SQLException {
        var target = target();
        SERVER.execute("GRANT SET ON PARAMETER session_replication_role TO migrate_login");

        var result = migrate(
                target,
                "SET session_replication_role = replica;\n-- slipway: backup\nDELETE FROM \"Order\" WHERE id < 4;");

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.sentence()).contains("3 rows of 'Order' changed, and 0 were kept"));
        assertThat(orders(target)).hasSize(40);
    }

    @Test
    void aDirectiveAboveAnotherStatementIsRefusedBeforeAnythingRuns() throws SQLException {
        var target = target();

        var result = migrate(target, "DELETE FROM \"Order\";\n-- slipway: backup\nTRUNCATE \"Order\";");

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("misplaced-backup"));
        assertThat(texts(target, "SELECT to_regclass('customer')::text IS NULL"))
                .containsExactly("t");
    }
}
