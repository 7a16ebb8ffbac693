package io.slipway.migrate;

import io.slipway.backup.BackupRefusedException;
import io.slipway.backup.RowBackups;
import io.slipway.migrate.MigrationResult.Place;
import io.slipway.migrate.script.FileStatement;
import io.slipway.migrate.script.FileStatement.Wait;
import io.slipway.migrate.script.Segment;
import io.slipway.sql.Statement.TimeLimit;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends a file's statements to the server as they stand, one at a time, and tells what became of each. */
final class StatementRun {

    private final Work work;
    private final String path;
    private final int segments;
    private final boolean setsLockTimeout;
    private final boolean setsStatementTimeout;
    private @Nullable FileStatement current;

    /** A file that sets a limit itself, anywhere in it, is left to it. */
    StatementRun(Work work, FileToRun file, List<Segment> segments) {
        this.work = work;
        this.path = file.path();
        this.segments = segments.size();
        this.setsLockTimeout = sets(segments, TimeLimit.LOCK_TIMEOUT);
        this.setsStatementTimeout = sets(segments, TimeLimit.STATEMENT_TIMEOUT);
    }

    private static boolean sets(List<Segment> segments, TimeLimit limit) {
        return segments.stream()
                .flatMap(segment -> segment.statements().stream())
                .anyMatch(statement -> statement.timeLimits().contains(limit));
    }

    /** Return the place of the statement that was sent last. */
    @Nullable
    Place place() {
        return current == null ? null : new Place(path, current.position(), current.line());
    }

    void inTransaction(Session session, Segment segment, FileStatement statement, RowBackups backups)
            throws SQLException {
        if (!setsLockTimeout) {
            session.lockTimeout(patience(statement.patience()), true);
        }
        var change = statement.backup();
        if (change == null) {
            send(session, segment, statement, work.settings().queueLimit());
            return;
        }
        current = statement;
        try {
            backups.begin(statement.position(), change);
            var rows = send(session, segment, statement, work.settings().queueLimit());
            backups.end(statement.position(), rows);
        } catch (BackupRefusedException e) {
            throw MigrationEndedException.failed(e.code(), e.problem(), e.help(), place(), null);
        }
    }

    /** Run a statement outside any transaction; it may take as long as it takes, since it blocks next to nobody. */
    void inPlace(Session session, Segment segment) throws SQLException {
        limit(session, work.settings().longLockTimeout(), Duration.ZERO);
        send(session, segment, segment.only(), Duration.ZERO);
        limit(session, work.settings().lockTimeout(), work.settings().statementTimeout());
    }

    /** Take away what an interrupted statement left. */
    void repair(Session session, @Nullable String sql) throws SQLException {
        if (sql != null) {
            limit(session, work.settings().longLockTimeout(), Duration.ZERO);
            work.pulse().doing("Takes away what an interrupted statement of '%s' left".formatted(path));
            try (var jdbc = session.connection().createStatement()) {
                var watch = work.pulse().watch(jdbc, session.backend(), Duration.ZERO);
                try (watch) {
                    jdbc.execute(sql);
                }
            }
            limit(session, work.settings().lockTimeout(), work.settings().statementTimeout());
        }
    }

    /** Set the limits, where the file does not set its own. */
    private void limit(Session session, Duration lock, Duration statement) throws SQLException {
        if (!setsLockTimeout) {
            session.lockTimeout(lock, false);
        }
        if (!setsStatementTimeout) {
            session.statementTimeout(statement);
        }
    }

    private Duration patience(Wait wait) {
        return switch (wait) {
            case SHORT -> work.settings().lockTimeout();
            case ROWS -> work.settings().lockBudget();
            case LONG -> work.settings().longLockTimeout();
        };
    }

    /** Send a statement; return how many rows it changed or gave. */
    private long send(Session session, Segment segment, FileStatement statement, Duration queueLimit)
            throws SQLException {
        current = statement;
        work.pulse().doing(sentence(segment, statement));
        var started = System.nanoTime();
        try (var jdbc = session.connection().createStatement()) {
            jdbc.setEscapeProcessing(false);
            var watch = work.pulse().watch(jdbc, session.backend(), queueLimit);
            try (watch) {
                jdbc.execute(statement.text());
            } catch (SQLException e) {
                work.pulse().finished(log(statement, started, -1, watch.queue(), Failures.words(e)));
                throw e;
            }
            work.pulse().finished(log(statement, started, jdbc.getLargeUpdateCount(), watch.queue(), null));
            return RowBackups.rows(jdbc);
        }
    }

    private String sentence(Segment segment, FileStatement statement) {
        return "Segment %d of %d of '%s', statement %d (line %d)"
                .formatted(segment.position(), segments, path, statement.position(), statement.line());
    }

    private StatementLog log(FileStatement statement, long started, long rows, Duration queue, @Nullable String error) {
        return new StatementLog(
                path,
                statement.position(),
                statement.start(),
                statement.end(),
                statement.line(),
                Duration.ofNanos(System.nanoTime() - started),
                Math.max(rows, 0),
                queue,
                error);
    }
}
