package io.slipway.mariadb.run;

import io.slipway.mariadb.ledger.LedgerRows;
import io.slipway.mariadb.script.MariaDbStatement;
import io.slipway.mariadb.server.Answers;
import io.slipway.migrate.Pulse.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Runs a file that changes rows and records it in one transaction of InnoDB, so that both are there or neither.
 *
 * <p>Running it twice is harmless: the fence and the ledger's own row are looked at in that very transaction.
 */
final class RowsRun {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int MAX_DOUBLINGS = 5;

    private final Run run;
    private final FileRecord record;
    private final StatementRun statements;

    RowsRun(Run run, FileRecord record, StatementRun statements) {
        this.run = run;
        this.record = record;
        this.statements = statements;
    }

    /** Run the file unless it was run; tell whether it ran now. Locks not to be had are tried again within the budget. */
    boolean run(Session session, List<MariaDbStatement> file, String sha256) throws SQLException {
        var budget = Deadline.in(run.settings().lockBudget());
        for (var attempt = 0; ; attempt++) {
            try {
                return once(session, file, sha256);
            } catch (SQLException e) {
                if (session.isLostBy(e)) {
                    throw e;
                }
                session.rollback();
                if (!Answers.isPassing(e) || budget.passed()) {
                    throw e;
                }
                run.pulse().pause(FIRST_PAUSE.multipliedBy(1L << Math.min(attempt, MAX_DOUBLINGS)));
            }
        }
    }

    private boolean once(Session session, List<MariaDbStatement> file, String sha256) throws SQLException {
        new InnoDbOnly(run, session).require(file);
        return run.inLedger(session, rows -> {
            if (record.isApplied(rows)) {
                return false;
            }
            for (var statement : file) {
                run.pulse().checkpoint();
                statements.send(session, statement);
            }
            if (!file.isEmpty()) {
                record.begin(rows, 1, sha256, true, null);
            }
            record.apply(rows);
            return true;
        });
    }

    /** Tell whether the file is there, after a connection broke over it. */
    boolean isApplied(Session session) throws SQLException {
        return run.inLedger(session, (LedgerRows rows) -> record.isApplied(rows));
    }
}
