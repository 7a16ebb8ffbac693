package io.slipway.mariadb;

import static io.slipway.mariadb.MariaDbFixtures.ENGINE;
import static io.slipway.mariadb.MariaDbFixtures.attempt;
import static io.slipway.mariadb.MariaDbFixtures.file;
import static io.slipway.mariadb.MariaDbFixtures.revisions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.failure.SlipwayException;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.MigrationResult;
import io.slipway.migrate.MigrationResult.Done;
import io.slipway.migrate.MigrationResult.Failed;
import io.slipway.migrate.RecordedProgress;
import io.slipway.target.Engine;
import io.slipway.target.Target;
import io.slipway.target.ledger.Revision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files on a real MariaDB: what is applied, refused, repeated and carried on. */
class MariaDbTest {

    private final RecordedProgress told = new RecordedProgress();
    private MariaDbServer server;
    private Target target;
    private long epoch;

    @BeforeEach
    void makeADatabase() {
        server = MariaDbServer.shared();
        target = server.target();
    }

    @Test
    void appliesDefinitionsAndRowsOnce() {
        var files = List.of(
                file("1", "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20));\nCREATE INDEX t_name ON t (name);"),
                file(
                        "2",
                        "INSERT INTO t VALUES (1, 'a;b'), (2, 'it''s \\' so');\nUPDATE t SET name = 'c' WHERE id = 2;"),
                file("3", "-- nothing yet\n"));

        var first = run(files);
        var again = run(files);

        assertThat(first).isEqualTo(new Done(files, List.of()));
        assertThat(again).isEqualTo(new Done(List.of(), files));
        assertThat(server.texts(target, "SELECT name FROM t ORDER BY id")).containsExactly("a;b", "c");
        assertThat(revisions(target)).containsExactly("1 APPLIED", "2 APPLIED", "3 APPLIED");
        assertThat(told.logs)
                .extracting(log -> log.path() + ":" + log.position())
                .hasSize(4);
        assertThat(ENGINE.survey(target).epoch()).isEqualTo(2);
    }

    @Test
    void runsARoutineBetweenDelimiters() {
        var files = List.of(file("1", """
                CREATE TABLE log (line TEXT);
                DELIMITER //
                CREATE TRIGGER log_up BEFORE INSERT ON log FOR EACH ROW
                BEGIN
                    SET NEW.line = UPPER(NEW.line);
                    SET @x = 'a // b';
                END//
                CREATE PROCEDURE fill()
                BEGIN
                    INSERT INTO log VALUES ('x');
                END //
                DELIMITER ;
                CREATE FUNCTION one() RETURNS INT DETERMINISTIC RETURN 1;
                """), file("2", "INSERT INTO log VALUES (CONCAT('row ', one()))"));

        assertThat(run(files)).isEqualTo(new Done(files, List.of()));
        assertThat(server.texts(target, "SELECT line FROM log")).containsExactly("ROW 1");
    }

    @Test
    void goesOnBehindWhatIsThereWhenAFailedFileWasEdited() {
        var broken =
                file("1", "CREATE TABLE a (i INT);\nALTER TABLE nothing ADD COLUMN j INT;\nCREATE TABLE b (i INT);");
        var mended = file("1", "CREATE TABLE a (i INT);\nALTER TABLE a ADD COLUMN j INT;\nCREATE TABLE b (i INT);");
        var other = file("1", "CREATE TABLE x (i INT);\nALTER TABLE a ADD COLUMN j INT;");

        var failed = run(List.of(broken));
        var refused = run(List.of(other));
        var done = run(List.of(mended));

        assertFailed(failed, "statement-failed");
        assertThat(((Failed) failed).place()).isEqualTo(new MigrationResult.Place("V1.sql", 2, 2));
        assertFailed(refused, "applied-with-other-content");
        assertThat(done).isInstanceOf(Done.class);
        assertThat(server.columns(target, "a")).containsExactly("i", "j");
        assertThat(revisions(target)).containsExactly("1 APPLIED");
    }

    @Test
    void takesAllRowsOfAFailedFileBack() {
        run(List.of(file("1", "CREATE TABLE t (i INT PRIMARY KEY)")));

        var failed = run(List.of(file("2", "INSERT INTO t VALUES (1);\nINSERT INTO t VALUES (1);")));
        assertFailed(failed, "statement-failed");
        assertThat(server.texts(target, "SELECT i FROM t")).isEmpty();
        run(List.of(file("2", "INSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);")));

        assertThat(server.texts(target, "SELECT i FROM t ORDER BY i")).containsExactly("1", "2");
    }

    @Test
    void refusesAFileOfDefinitionsAndRows() {
        var mixed = run(List.of(file("1", "CREATE TABLE t (i INT);\nINSERT INTO t VALUES (1);")));

        assertFailed(mixed, "mixed-ddl-and-dml");
        assertThat(server.texts(target, "SHOW TABLES")).isEmpty();
    }

    @Test
    void refusesRowsThatNoTransactionTakesBack() {
        run(List.of(
                file("1", "CREATE TABLE old (i INT) ENGINE = MyISAM"),
                file("2", "CREATE TABLE t (i INT)"),
                file("3", "CREATE TRIGGER t_old AFTER INSERT ON t FOR EACH ROW INSERT INTO old VALUES (NEW.i)")));

        assertFailed(run(List.of(file("4", "INSERT INTO old VALUES (1)"))), "table-not-transactional");
        assertFailed(run(List.of(file("5", "INSERT INTO `t` VALUES (1)"))), "table-not-transactional");
        assertThat(server.texts(target, "SELECT i FROM old")).isEmpty();
        assertThat(run(List.of(file("6", "ALTER TABLE old ENGINE = InnoDB"), file("7", "INSERT INTO t VALUES (1)"))))
                .isInstanceOf(Done.class);
    }

    @Test
    void refusesWhatChangesHowFilesAreRead() {
        assertFailed(
                run(List.of(file("1", "SET sql_mode = 'ANSI_QUOTES';\nCREATE TABLE t (i INT);"))), "sql-mode-refused");
        assertFailed(run(List.of(file("2", "SET autocommit = 0"))), "statement-refused");
        assertThat(server.texts(target, "SHOW TABLES LIKE 't'")).isEmpty();
    }

    @Test
    void tellsVersionsApartByCase() {
        var files = List.of(
                FileToRun.of("shop", "R__a", "R__a.sql", "CREATE TABLE a1 (i INT)"),
                FileToRun.of("shop", "R__A", "R__A.sql", "CREATE TABLE a2 (i INT)"),
                FileToRun.of("Shop", "R__a", "R__a.sql", "CREATE TABLE a3 (i INT)"));

        assertThat(run(files)).isEqualTo(new Done(files, List.of()));
        assertThat(run(files)).isEqualTo(new Done(List.of(), files));
    }

    @Test
    void refusesALedgerThatIsNewer() {
        run(List.of(file("1", "CREATE TABLE t (i INT)")));
        server.execute(target, "UPDATE slipway_ledger SET version = 99");

        assertFailed(run(List.of(file("2", "CREATE TABLE u (i INT)"))), "ledger-newer");
        assertThatThrownBy(() -> ENGINE.revisions(target))
                .isInstanceOf(SlipwayException.class)
                .hasMessageContaining("99");
    }

    @Test
    void asksForABaselineWhereObjectsAreNotAccountedFor() {
        server.execute(target, "CREATE TABLE there (i INT)");
        var baseline = new Revision("shop", "2", Revision.Kind.BASELINE, "", "", "", "", "rita", null, 0);
        var files = List.of(file("2", "CREATE TABLE there (i INT)"), file("3", "CREATE TABLE more (i INT)"));

        assertFailed(run(files), "baseline-required");
        assertThatThrownBy(() -> ENGINE.survey(target)).hasMessageContaining("holds objects but no ledger");
        assertThat(ENGINE.foreseeBaseline(target, List.of(baseline)).objects()).isTrue();
        ENGINE.recordBaseline(target, List.of(baseline));
        ENGINE.recordBaseline(target, List.of(baseline));

        assertThat(run(files)).isEqualTo(new Done(List.of(files.get(1)), List.of(files.get(0))));
        assertThat(revisions(target)).containsExactly("2 BASELINE", "3 APPLIED");
    }

    @Test
    void refusesACopyUntilAPersonSaysWhatItIsWorth() {
        run(List.of(file("1", "CREATE TABLE t (i INT)")));
        server.execute(target, "UPDATE slipway_ledger SET database_name = 'another'");

        assertFailed(run(List.of(file("2", "CREATE TABLE u (i INT)"))), "ledger-copied");
        assertThat(ENGINE.takeOver(target, true)).isTrue();
        assertThat(ENGINE.takeOver(target, true)).isFalse();
        assertThat(run(List.of(file("2", "CREATE TABLE u (i INT)")))).isInstanceOf(Done.class);
        server.execute(target, "UPDATE slipway_ledger SET server = 'another:1'");
        assertThat(ENGINE.takeOver(target, false)).isTrue();
        assertFailed(run(List.of(file("3", "CREATE TABLE w (i INT)"))), "baseline-required");
    }

    @Test
    void marksAndRestatesOnAPersonsWord() {
        var marked = new Revision("shop", "1", Revision.Kind.MARKED, "V1.sql", "old", "r", "t", "rita", null, 0);
        ENGINE.mark(target, marked);
        var restated = new Revision("shop", "1", Revision.Kind.MARKED, "V1.sql", "new", "r", "t", "rita", null, 7);

        ENGINE.restate(target, restated, "old");
        ENGINE.restate(target, restated, "old");

        assertThat(ENGINE.revisions(target))
                .singleElement()
                .extracting(Revision::sha256)
                .isEqualTo("new");
        assertThatThrownBy(() -> ENGINE.mark(target, marked)).hasMessageContaining("recorded already");
        assertFailed(run(List.of(file("2", "CREATE TABLE t (i INT)"))), "attempt-superseded");
    }

    @Test
    void talksToNobodyThatItShouldNot() {
        var database = MariaDbServer.database(target);
        assertCode("tls-failed", target("0.0.0.0:%d/%s".formatted(server.port(), database)));
        assertCode("tls-not-verified", target("db.example.com/%s?sslMode=trust".formatted(database)));
        assertCode("secret-in-url", target("127.0.0.1/%s?password=x".formatted(database)));
        assertCode("url-parameter-refused", target("127.0.0.1/%s?allowMultiQueries=true".formatted(database)));
        assertCode("malformed-url", target("one,two/" + database));
        assertCode("login-not-allowed", target("127.0.0.1:%d/mysql".formatted(server.port())));
    }

    private static Target target(String address) {
        return new Target(
                Engine.MARIADB,
                "orders-eu",
                "jdbc:mariadb://" + address,
                null,
                null,
                MariaDbServer.READER,
                MariaDbServer.MIGRATOR,
                null,
                List.of(),
                Map.of());
    }

    private static void assertCode(String code, Target target) {
        assertThatThrownBy(() -> ENGINE.revisions(target))
                .isInstanceOfSatisfying(
                        SlipwayException.class,
                        e -> assertThat(e.code()).as(e.sentence()).isEqualTo(code));
    }

    @Test
    void givesFilesTheTargetsVariables() {
        var plain = target;
        target = new Target(
                Engine.MARIADB,
                plain.name(),
                plain.url(),
                null,
                null,
                plain.reader(),
                plain.migrator(),
                null,
                List.of(),
                Map.of("tenant", "it's"));

        run(List.of(file("1", "CREATE TABLE t (name TEXT)"), file("2", "INSERT INTO t VALUES (@slipway_tenant)")));

        assertThat(server.texts(target, "SELECT name FROM t")).containsExactly("it's");
    }

    private MigrationResult run(List<FileToRun> files) {
        epoch++;
        return ENGINE.migrate(attempt(epoch), target, files, told);
    }

    private static void assertFailed(MigrationResult result, String code) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed ->
                                assertThat(failed.code()).as(failed.sentence()).isEqualTo(code));
    }
}
