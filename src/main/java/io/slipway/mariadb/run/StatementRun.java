package io.slipway.mariadb.run;

import io.slipway.mariadb.script.MariaDbStatement;
import io.slipway.mariadb.script.MariaDbStatement.Nature;
import io.slipway.mariadb.server.Answers;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.StatementLog;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends a file's statements to the server as they stand, one at a time, and tells what became of each. */
final class StatementRun {

    private final Run run;
    private final FileToRun file;
    private final int count;
    private @Nullable MariaDbStatement current;

    StatementRun(Run run, FileToRun file, int count) {
        this.run = run;
        this.file = file;
        this.count = count;
    }

    /** Return the statement that was sent last. */
    @Nullable
    MariaDbStatement current() {
        return current;
    }

    void send(Session session, MariaDbStatement statement) throws SQLException {
        current = statement;
        run.pulse()
                .doing("Statement %d of %d of '%s' (line %d)"
                        .formatted(statement.position(), count, file.path(), statement.line()));
        var started = System.nanoTime();
        try (var jdbc = session.connection().createStatement()) {
            jdbc.setEscapeProcessing(false);
            var watch = run.pulse().watch(jdbc);
            try (watch) {
                jdbc.execute(statement.text());
                refuseToldErrors(jdbc, statement);
            } catch (SQLException e) {
                run.pulse().finished(log(statement, started, -1, Answers.words(e)));
                throw e;
            }
            run.pulse().finished(log(statement, started, jdbc.getLargeUpdateCount(), null));
        }
        if (statement.nature() == Nature.SESSION) {
            session.requireReadable(run);
        }
    }

    /** Maintenance tells of its failures in rows. */
    private static void refuseToldErrors(Statement jdbc, MariaDbStatement statement) throws SQLException {
        if (statement.nature() == Nature.REPEATABLE && jdbc.getResultSet() != null) {
            try (var rows = jdbc.getResultSet()) {
                while (rows.next()) {
                    if ("error".equalsIgnoreCase(rows.getString(3))) {
                        throw new SQLException(rows.getString(4), "HY000", Answers.NO_SUCH_TABLE);
                    }
                }
            }
        }
    }

    private StatementLog log(MariaDbStatement statement, long started, long rows, @Nullable String error) {
        return new StatementLog(
                file.path(),
                statement.position(),
                statement.start(),
                statement.end(),
                statement.line(),
                Duration.ofNanos(System.nanoTime() - started),
                Math.max(rows, 0),
                Duration.ZERO,
                error);
    }
}
