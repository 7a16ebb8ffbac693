package io.slipway.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.migrate.Contender.Files;
import io.slipway.migrate.CutWire.Moment;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import io.slipway.testing.BesideOthers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same fault for Slipway, Flyway and Liquibase: their process ends at one of its requests to the server, and they are run again. All
 * requests in turn with {@code mvn -Pfaults verify -Dfaults.count=1500}; some of them with fewer, and in every run of the tests.
 */
@BesideOthers
class ComparisonTest {

    /** Each statement leaves a mark of its own. */
    private static final Map<String, String> STATEMENTS = new LinkedHashMap<>();

    static {
        STATEMENTS.put("1", "CREATE TABLE mark (statement int NOT NULL);");
        STATEMENTS.put("2", "INSERT INTO mark VALUES (2);");
        STATEMENTS.put("3", "INSERT INTO mark VALUES (3); INSERT INTO mark VALUES (4);");
        STATEMENTS.put("4", "CREATE INDEX CONCURRENTLY mark_statement ON mark (statement);");
        STATEMENTS.put("5", "INSERT INTO mark VALUES (5);");
    }

    private static final int TRIES = 3;
    /** With so many faults each tool is killed at each of its requests in three ways; with fewer, at some of them. */
    private static final int ENOUGH = 1500;

    @TempDir
    Path folder;

    private Files files = new Files(STATEMENTS, Path.of(""), Path.of(""));

    /** What became of the runs that were killed: how many ended otherwise than they should. */
    private static final class Tally {

        private int killed;
        private int twice;
        private int lost;
        private int byHand;
        private int stuck;
    }

    @BeforeEach
    void write() throws IOException {
        var flyway = java.nio.file.Files.createDirectories(folder.resolve("flyway"));
        var liquibase = java.nio.file.Files.createDirectories(folder.resolve("liquibase"));
        var changelog = new StringBuilder("--liquibase formatted sql\n");
        for (var statement : STATEMENTS.entrySet()) {
            java.nio.file.Files.writeString(
                    flyway.resolve("V%s__statement.sql".formatted(statement.getKey())), statement.getValue());
            changelog
                    .append("\n--changeset shop:")
                    .append(statement.getKey())
                    .append(statement.getValue().contains("CONCURRENTLY") ? " runInTransaction:false" : "")
                    .append('\n')
                    .append(statement.getValue())
                    .append('\n');
        }
        java.nio.file.Files.writeString(liquibase.resolve("changelog.sql"), changelog);
        files = new Files(STATEMENTS, flyway, liquibase);
    }

    @Test
    @DisplayName("Killed at any request – Slipway runs each statement once; what the others do is told beside it")
    void isKilledAtItsRequests() throws Exception {
        var stride = Math.max(1, ENOUGH / Integer.getInteger("faults.count", 25));
        for (var contender : Contender.all()) {
            var tally = tally(contender, stride);
            System.out.printf(
                    "comparison: %-9s killed=%d duplicates=%d losses=%d by-hand=%d stuck=%d%n",
                    contender.name(), tally.killed, tally.twice, tally.lost, tally.byHand, tally.stuck);
            assertThat(tally.killed).isPositive();
            if (contender instanceof Contender.OfSlipway) {
                assertThat(tally.twice + tally.lost + tally.byHand + tally.stuck)
                        .isZero();
            }
        }
    }

    private Tally tally(Contender contender, int stride) throws Exception {
        var tally = new Tally();
        var requests = requests(contender);
        for (var kill = 0; kill < requests * Moment.values().length; kill += stride) {
            var moment = Moment.values()[kill % Moment.values().length];
            kill(contender, 1 + kill / Moment.values().length, moment, tally);
        }
        return tally;
    }

    private int requests(Contender contender) throws IOException, SQLException {
        var target = MigrateFixtures.target();
        try (var wire = CutWire.disturbing(MigrateFixtures.SERVER.port(), 0, () -> {}, () -> {})) {
            assertThat(contender.run(through(wire, target), files))
                    .as("%s undisturbed", contender.name())
                    .isTrue();
            assertThat(marks(target)).as("%s undisturbed", contender.name()).isEqualTo("2,3,4,5");
            return wire.requests();
        }
    }

    private void kill(Contender contender, int request, Moment moment, Tally tally) throws Exception {
        var target = MigrateFixtures.target();
        tally.killed++;
        try (var wire = CutWire.killing(MigrateFixtures.SERVER.port(), request, moment)) {
            contender.run(through(wire, target), files);
        }
        var done = false;
        for (var attempt = 0; attempt < TRIES && !done; attempt++) {
            done = contender.run(target.url(), files);
            if (!done && contender.mend(target.url(), files)) {
                tally.byHand += attempt == 0 ? 1 : 0;
            }
        }
        var marks = marks(target);
        tally.stuck += done ? 0 : 1;
        tally.twice += marks.matches(".*\\b(\\d),\\1\\b.*") ? 1 : 0;
        tally.lost += done && !(hasAll(marks) && hasIndex(target)) ? 1 : 0;
    }

    private static boolean hasAll(String marks) {
        return marks.contains("2") && marks.contains("3") && marks.contains("4") && marks.contains("5");
    }

    private static boolean hasIndex(Target target) throws SQLException {
        try (var connection = MigrateFixtures.connect(target)) {
            return Rows.flag(
                    connection,
                    "SELECT EXISTS (SELECT FROM pg_index WHERE indisvalid AND indexrelid = to_regclass('mark_statement'))");
        }
    }

    private static String marks(Target target) throws SQLException {
        try (var connection = MigrateFixtures.connect(target)) {
            return Rows.flag(connection, "SELECT to_regclass('mark') IS NULL")
                    ? ""
                    : String.join(
                            ",",
                            Rows.list(
                                    connection,
                                    "SELECT statement::text FROM mark ORDER BY 1",
                                    row -> row.getString(1)));
        }
    }

    private static String through(CutWire wire, Target target) {
        return "jdbc:postgresql://127.0.0.1:" + wire.port()
                + target.url().substring(target.url().lastIndexOf('/'));
    }
}
