package io.slipway.check.simulation;

import io.slipway.backup.BackupRefusedException;
import io.slipway.backup.RowBackups;
import io.slipway.sql.Script;
import io.slipway.sql.Statement;
import io.slipway.sql.StatementDetail.RowChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs files on a copy as a migration does: in order, each from a reset session, in transactions where PostgreSQL allows them. */
final class Replay {

    /** Who began the transaction that is open. */
    private enum Transaction {
        NONE,
        OURS,
        OF_THE_FILE
    }

    private final Connection session;
    private final Beyond beyond;
    private final Duration statementTimeout;
    private final Clock clock;
    private final Instant deadline;
    private Transaction transaction = Transaction.NONE;
    private RowBackups backups;

    Replay(Connection session, Beyond beyond, Duration statementTimeout, Clock clock, Instant deadline) {
        this.session = session;
        this.beyond = beyond;
        this.statementTimeout = statementTimeout;
        this.clock = clock;
        this.deadline = deadline;
        this.backups = new RowBackups(session, "", "");
    }

    /** Run one file's statements, and add to the list those that are left out. */
    Optional<Failure> run(Step file, Script script, List<LeftOut> leftOut) throws SQLException {
        send("DISCARD ALL");
        transaction = Transaction.NONE;
        backups = new RowBackups(session, file.track(), file.version());
        List<Statement> statements = script.statements();
        for (Statement statement : statements) {
            var skipped = beyond.leftOut(statement);
            if (skipped.isPresent()) {
                leftOut.add(skipped.get());
                continue;
            }
            var failure = attempt(statement, () -> run(script, statement));
            if (failure.isPresent()) {
                return failure;
            }
        }
        return statements.isEmpty() ? Optional.empty() : attempt(statements.getLast(), this::end);
    }

    private void run(Script script, Statement statement) throws SQLException {
        switch (statement.transactionality()) {
            case CONTROL -> control(statement);
            case NON_TRANSACTIONAL -> {
                commitOurs();
                send(statement.text());
            }
            case TRANSACTIONAL -> {
                begin();
                if (script.asksForBackup(statement)) {
                    keeping(statement);
                } else {
                    send(statement.text());
                }
            }
            case COMMIT_BEFORE_USE -> {
                begin();
                send(statement.text());
                commitOurs();
            }
        }
    }

    /** What stands above another statement is a finding of its own. */
    private void keeping(Statement statement) throws SQLException {
        var change = statement.detail(RowChange.class);
        if (change.isPresent()) {
            backups.begin(statement.position() + 1, change.get());
        }
        long rows = send(statement.text());
        backups.end(statement.position() + 1, rows);
    }

    /** Let the file steer its transactions itself, none of ours around it. */
    private void control(Statement statement) throws SQLException {
        switch (statement.kind()) {
            case BEGIN -> {
                commitOurs();
                send(statement.text());
                transaction = Transaction.OF_THE_FILE;
            }
            case COMMIT, ROLLBACK -> {
                backups.finish();
                send(statement.text());
                transaction = Transaction.NONE;
            }
            default -> {
                begin();
                send(statement.text());
            }
        }
    }

    private void begin() throws SQLException {
        if (transaction == Transaction.NONE) {
            send("BEGIN");
            transaction = Transaction.OURS;
        }
    }

    private void commitOurs() throws SQLException {
        if (transaction == Transaction.OURS) {
            end();
        }
    }

    private void end() throws SQLException {
        if (transaction != Transaction.NONE) {
            transaction = Transaction.NONE;
            backups.finish();
            send("COMMIT");
        }
    }

    private interface Attempt {
        void run() throws SQLException;
    }

    private Optional<Failure> attempt(Statement statement, Attempt attempt) {
        if (!clock.instant().isBefore(deadline)) {
            return Optional.of(
                    new Failure(Failure.Kind.TIMEOUT, statement.line(), "the time for the simulation is up", ""));
        }
        try {
            attempt.run();
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(Failure.of(statement, e));
        } catch (BackupRefusedException e) {
            return Optional.of(new Failure(Failure.Kind.STATEMENT, statement.line(), e.problem(), e.help()));
        }
    }

    /** Send one statement as it is; the driver cancels it when its time is up, whatever the file has set. */
    private long send(String sql) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setQueryTimeout(Math.toIntExact(Math.max(1, patience().toSeconds())));
            statement.execute(sql);
            return RowBackups.rows(statement);
        }
    }

    private Duration patience() {
        var left = Duration.between(clock.instant(), deadline);
        return left.compareTo(statementTimeout) < 0 ? left : statementTimeout;
    }
}
