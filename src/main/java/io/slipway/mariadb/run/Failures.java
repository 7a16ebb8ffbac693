package io.slipway.mariadb.run;

import io.slipway.mariadb.script.MariaDbStatement;
import io.slipway.mariadb.server.Answers;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.MigrationEndedException;
import io.slipway.migrate.MigrationResult.Place;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what the server refused of a file, where, and what to do about it. */
record Failures(Run run, FileToRun file) {

    /** Return how the attempt ends after a refusal that a living server answered with. */
    MigrationEndedException of(SQLException e, @Nullable MariaDbStatement statement) {
        if (Answers.isInterrupted(e) && run.pulse().stopping()) {
            return MigrationEndedException.stopped();
        }
        if (Answers.isPassing(e)) {
            return failed(
                    "lock-not-available",
                    "did not get its lock in time",
                    "Find who holds it in the process list, then run it again.",
                    statement,
                    e);
        }
        if (Answers.isTimeout(e)) {
            return failed(
                    "statement-timeout",
                    "was cancelled by the server: " + Answers.words(e),
                    "Split the statement, or raise max_statement_time in the file.",
                    statement,
                    e);
        }
        return failed(
                "statement-failed",
                "failed: " + Answers.words(e),
                "Correct the file, or what it meets in the target, then run it again.",
                statement,
                e);
    }

    private MigrationEndedException failed(
            String code, String what, String help, @Nullable MariaDbStatement statement, SQLException e) {
        return MigrationEndedException.failed(
                code,
                "%s %s on target '%s'."
                        .formatted(subject(statement), what, run.target().name()),
                help,
                place(statement),
                e.getSQLState());
    }

    private String subject(@Nullable MariaDbStatement statement) {
        return statement == null
                ? "'%s'".formatted(file.path())
                : "Statement %d of '%s' (line %d)".formatted(statement.position(), file.path(), statement.line());
    }

    private @Nullable Place place(@Nullable MariaDbStatement statement) {
        return statement == null ? null : new Place(file.path(), statement.position(), statement.line());
    }

    /** The connection broke, and the statement or transaction is known to have had no effect. */
    MigrationEndedException lost(@Nullable MariaDbStatement statement) {
        return run.pulse().stopping()
                ? MigrationEndedException.stopped()
                : MigrationEndedException.failed(
                        "connection-lost",
                        "The connection to target '%s' broke at %s; it did not take effect."
                                .formatted(run.target().name(), subject(statement)),
                        "Run it again.",
                        place(statement),
                        null);
    }

    /** The connection broke, and the target cannot be asked what came of it. */
    MigrationEndedException unreachable(@Nullable MariaDbStatement statement, String reason) {
        return MigrationEndedException.unknown(
                "outcome-unknown",
                "The connection to target '%s' broke at %s, and whether it took effect is not known: %s."
                        .formatted(run.target().name(), subject(statement), reason),
                List.of("Version '%s' of track '%s'.".formatted(file.version(), file.track())));
    }

    /** A statement was begun, and nothing tells whether it took effect. */
    MigrationEndedException undecided(int position, Expectation expectation, List<String> facts) {
        var all = new java.util.ArrayList<>(facts);
        all.add("The statement begins: " + shortened(expectation.statement()));
        return MigrationEndedException.unknown(
                "effect-unknown",
                "Definition %d of '%s' was begun on target '%s', and whether it took effect cannot be looked up."
                        .formatted(position, file.path(), run.target().name()),
                all);
    }

    private static String shortened(String text) {
        var line = text.replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }
}
