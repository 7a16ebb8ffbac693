package io.slipway.migrate;

import io.slipway.migrate.Pulse.Deadline;
import io.slipway.migrate.script.Segment;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Runs a segment and records it in one transaction on one connection, so that both are there or neither.
 *
 * <p>Running it twice is harmless: the turn, the fence and the ledger's own row are looked at in that very transaction.
 */
final class TransactionalRun {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int MAX_DOUBLINGS = 5;

    private final Work work;
    private final FileLedger ledger;
    private final StatementRun statements;

    TransactionalRun(Work work, FileLedger ledger, StatementRun statements) {
        this.work = work;
        this.ledger = ledger;
        this.statements = statements;
    }

    /** Run the segment unless it was run; tell whether it ran now. Locks not to be had are tried again within the budget. */
    boolean run(Session session, Segment segment) throws SQLException {
        var budget = Deadline.in(work.settings().lockBudget());
        for (var attempt = 0; ; attempt++) {
            try {
                return once(session, segment);
            } catch (SQLException e) {
                if (session.isLostBy(e)) {
                    throw e;
                }
                session.rollback();
                if (!Failures.isPassing(e) || budget.passed()) {
                    throw e;
                }
                work.pulse().pause(FIRST_PAUSE.multipliedBy(1L << Math.min(attempt, MAX_DOUBLINGS)));
            }
        }
    }

    private boolean once(Session session, Segment segment) throws SQLException {
        work.beginInTurn(session);
        try {
            var before = work.enter(session);
            if (ledger.isDone(before, segment)) {
                session.rollback();
                return false;
            }
            before.leave();
            var backups = ledger.backups(session);
            for (var statement : segment.statements()) {
                work.pulse().checkpoint();
                statements.inTransaction(session, segment, statement, backups);
            }
            var restore = backups.finish();
            ledger.recordRun(work.enter(session), session, segment, restore);
            session.commit();
            return true;
        } catch (MigrationEndedException e) {
            session.rollback();
            throw e;
        }
    }
}
