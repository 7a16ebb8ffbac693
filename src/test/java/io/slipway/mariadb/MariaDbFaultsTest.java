package io.slipway.mariadb;

import static io.slipway.mariadb.MariaDbFixtures.ENGINE;
import static io.slipway.mariadb.MariaDbFixtures.attempt;
import static io.slipway.mariadb.MariaDbFixtures.file;
import static io.slipway.mariadb.MariaDbFixtures.revisions;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.mariadb.Wire.Moment;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.MigrationResult;
import io.slipway.migrate.MigrationResult.Done;
import io.slipway.migrate.MigrationResult.Failed;
import io.slipway.migrate.RecordedProgress;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The wire is cut, connections are killed and the server crashes at each step; every statement leaves a mark that can be counted. */
class MariaDbFaultsTest {

    private static final List<FileToRun> FILES = List.of(
            file("1", "CREATE TABLE mark (id INT PRIMARY KEY AUTO_INCREMENT, what VARCHAR(10));"),
            file(
                    "2",
                    "SET NAMES utf8mb4;\nALTER TABLE mark ADD COLUMN c1 INT;\nCREATE INDEX mark_c1 ON mark (c1);\n"
                            + "ALTER TABLE mark ADD COLUMN c2 INT;"),
            file("3", "INSERT INTO mark (what) VALUES ('a');\nINSERT INTO mark (what) SELECT 'b';"),
            file("4", "CREATE VIEW marks AS SELECT id, what FROM mark;\nRENAME TABLE mark TO marked;"),
            file("5", "INSERT INTO marked (what) VALUES ('c');"));

    /** Each command is cut in one test run or another; all are with {@code -Dslipway.faults.step=1}. */
    private static final int STEP = Integer.getInteger("slipway.faults.step", 8);

    @ParameterizedTest
    @EnumSource(Moment.class)
    void losesAndRepeatsNothingWhenTheWireIsCut(Moment moment) throws IOException {
        var server = MariaDbServer.shared();
        var cuts = 0;
        for (var number = 1 + moment.ordinal(); ; number += STEP) {
            var target = server.target();
            try (var wire = Wire.cutAt(server.port(), number, moment)) {
                var first = ENGINE.migrate(
                        attempt(1),
                        MariaDbServer.target(MariaDbServer.database(target), wire.port()),
                        FILES,
                        new RecordedProgress());
                if (wire.texts().size() < number) {
                    assertThat(first).isInstanceOf(Done.class);
                    break;
                }
                assertCertain(first, "cut " + moment + " " + wire.texts().get(number - 1));
                cuts++;
            }
            finish(server, target);
            server.execute("mysql", "DROP DATABASE " + MariaDbServer.database(target));
        }
        assertThat(cuts).isGreaterThan(20);
    }

    @Test
    void losesAndRepeatsNothingWhenTheServerCrashes() throws IOException, InterruptedException {
        try (var server = MariaDbServer.start("mariadb-crash", "--innodb-flush-log-at-trx-commit=1")) {
            for (var word : List.of(
                    "ALTER TABLE mark ADD COLUMN c1",
                    "CREATE INDEX",
                    "INSERT INTO slipway_segment",
                    "UPDATE slipway_segment",
                    "INSERT INTO mark",
                    "INSERT INTO slipway_revision",
                    "RENAME",
                    "COMMIT")) {
                var target = server.target();
                var crashed = new AtomicBoolean();
                var back = new CountDownLatch(1);
                try (var wire = Wire.listening(server.port(), text -> {
                    if (text.startsWith(word) && crashed.compareAndSet(false, true)) {
                        server.crash();
                        back.countDown();
                    }
                })) {
                    var result = ENGINE.migrate(
                            attempt(1),
                            MariaDbServer.target(MariaDbServer.database(target), wire.port()),
                            FILES,
                            new RecordedProgress());
                    assertThat(crashed).as(word).isTrue();
                    assertThat(back.await(60, TimeUnit.SECONDS)).isTrue();
                    assertCertain(result, word);
                }
                finish(server, target);
            }
        }
    }

    @Test
    void losesAndRepeatsNothingWhenConnectionsAreKilledAtWork() throws IOException {
        var server = MariaDbServer.shared();
        for (var word : List.of(
                "ALTER TABLE mark ADD COLUMN c1",
                "CREATE INDEX",
                "ALTER TABLE mark ADD COLUMN c2",
                "INSERT INTO mark",
                "CREATE VIEW",
                "RENAME",
                "COMMIT")) {
            var target = server.target();
            var database = MariaDbServer.database(target);
            var killed = new AtomicBoolean();
            try (var wire = Wire.listening(server.port(), text -> {
                if (text.startsWith(word) && killed.compareAndSet(false, true)) {
                    Thread.ofVirtual().start(() -> kill(server, database));
                }
            })) {
                assertCertain(
                        ENGINE.migrate(
                                attempt(1), MariaDbServer.target(database, wire.port()), FILES, new RecordedProgress()),
                        word);
            }
            finish(server, target);
        }
    }

    private static void kill(MariaDbServer server, String database) {
        for (var id : server.texts(
                "mysql",
                "SELECT ID FROM information_schema.PROCESSLIST WHERE USER = 'migrator' AND DB = '%s'"
                        .formatted(database))) {
            try (var connection = server.connect("mysql")) {
                Rows.run(connection, "KILL CONNECTION " + id);
            } catch (SQLException e) {
                assertThat(e.getErrorCode()).as("no such connection any more").isEqualTo(1094);
            }
        }
    }

    /** A lost connection is a failure that says so; nothing that has a probe is asked of a person. */
    private static void assertCertain(MigrationResult result, String where) {
        if (result instanceof Failed failed) {
            assertThat(failed.code())
                    .as(where + ": " + failed.sentence())
                    .isIn("connection-lost", "ledger-unavailable", "database-unreachable");
        } else {
            assertThat(result).as(where).isInstanceOf(Done.class);
        }
    }

    private static void finish(MariaDbServer server, Target target) {
        var second = ENGINE.migrate(attempt(2), target, FILES, new RecordedProgress());
        assertThat(second).isInstanceOf(Done.class);
        assertThat(server.columns(target, "marked")).containsExactly("id", "what", "c1", "c2");
        assertThat(server.texts(target, "SELECT what FROM marked ORDER BY id")).containsExactly("a", "b", "c");
        assertThat(server.texts(target, "SELECT state FROM slipway_segment WHERE state <> 'DONE'"))
                .isEmpty();
        assertThat(revisions(target)).containsExactly("1 APPLIED", "2 APPLIED", "3 APPLIED", "4 APPLIED", "5 APPLIED");
        assertThat(server.texts("mysql", "SHOW DATABASES LIKE 'slipway%'")).isEmpty();
    }
}
