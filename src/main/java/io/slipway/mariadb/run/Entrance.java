package io.slipway.mariadb.run;

import io.slipway.mariadb.ledger.LedgerRows;
import io.slipway.mariadb.ledger.SessionRow;
import io.slipway.mariadb.server.Answers;
import io.slipway.mariadb.server.Fitness;
import io.slipway.migrate.MigrationEndedException;
import io.slipway.migrate.Pulse.Deadline;
import io.slipway.migrate.TargetBusyException;
import io.slipway.target.Rows;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Lets a connection of an attempt in: older attempts are shut out, and every connection that was let in before is gone. No lock keeps a
 * definition from starting late, so whoever could start one must have lost its connection, and is refused another.
 */
final class Entrance {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int NO_SUCH_THREAD = 1094;

    private final Run run;

    Entrance(Run run) {
        this.run = run;
    }

    /** Open a connection that may go to work. */
    Session open() throws SQLException {
        var session = Session.open(run);
        try {
            requireFit(session);
            run.ledger().open(session.connection(), run.target());
            enter(session);
            return session;
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Before anything is written, also of the ledger. */
    private void requireFit(Session session) throws SQLException {
        if (run.own().isEmpty()) {
            for (var problem : Fitness.of(session.connection()).problems()) {
                throw MigrationEndedException.failed(
                        "server-unfit",
                        "Target '%s' cannot be migrated. %s"
                                .formatted(run.target().name(), problem.text()),
                        problem.fix());
            }
        }
    }

    private void enter(Session session) throws SQLException {
        var number = new LedgerRows(session.connection())
                .enter(session.lockName(), run.attempt().epoch());
        run.own().add(number);
        var deadline = Deadline.in(run.settings().turn());
        while (!raised(session)) {
            // Who holds the fence is at work on rows, or has fallen silent over them.
            if (clear(session, number, deadline) && deadline.passed()) {
                throw new TargetBusyException(run.target().name(), "somebody writes its ledger");
            }
        }
        while (!clear(session, number, deadline)) {
            run.pulse().rest(POLL);
        }
    }

    /** Shut out older attempts; tell whether it could be done now. */
    private boolean raised(Session session) throws SQLException {
        session.begin();
        try {
            var ours = new LedgerRows(session.connection()).raise(run.attempt().epoch());
            session.commit();
            if (!ours) {
                throw run.superseded();
            }
            return true;
        } catch (SQLException e) {
            if (session.isLostBy(e) || !Answers.isPassing(e)) {
                throw e;
            }
            session.rollback();
            return false;
        }
    }

    /** End or forget the connections before this one; tell whether none is left. */
    private boolean clear(Session session, long number, Deadline deadline) throws SQLException {
        if (run.own().size() == 1) {
            // Later there may be something of ours to be found out about, stop or not.
            run.pulse().checkpoint();
        }
        var rows = new LedgerRows(session.connection());
        var clear = true;
        for (var row : rows.before(number)) {
            if (isGone(session, row)) {
                rows.gone(row.id());
            } else {
                clear = false;
                killIfIdle(session, row);
                if (deadline.passed()) {
                    throw new TargetBusyException(
                            run.target().name(),
                            "connection %d of an earlier attempt still runs a statement".formatted(row.connectionId()));
                }
            }
        }
        return clear;
    }

    private boolean isGone(Session session, SessionRow row) throws SQLException {
        var connection = session.connection();
        requireSight(session, row);
        var uptime = Rows.first(connection, "SHOW GLOBAL STATUS LIKE 'Uptime'", it -> it.getLong(2))
                .orElse(0L);
        return row.age() >= uptime + 1
                || !Rows.flag(
                        connection,
                        "SELECT COUNT(*) > 0 FROM information_schema.PROCESSLIST WHERE ID = ?",
                        row.connectionId());
    }

    /** A user sees connections of its own alone unless it may see all. */
    private void requireSight(Session session, SessionRow row) throws SQLException {
        var sees = Rows.flag(session.connection(), """
                SELECT CURRENT_USER() = ? OR EXISTS (
                    SELECT 1 FROM information_schema.USER_PRIVILEGES WHERE PRIVILEGE_TYPE = 'PROCESS')
                """, row.login());
        if (!sees) {
            throw MigrationEndedException.failed(
                    "earlier-login-unseen",
                    "An earlier attempt on target '%s' was logged in as %s, and whether its connection %d is gone cannot be seen."
                            .formatted(run.target().name(), row.login(), row.connectionId()),
                    "Grant the migrator PROCESS and CONNECTION ADMIN, or log in as that user once more.");
        }
    }

    /**
     * End a connection that runs nothing: whoever has it is shut out, or it is a broken one of ours. It is known by the lock that it holds,
     * so that nobody else's connection is ended. One at work is left to its end: a definition that is ended late would only start again.
     */
    private void killIfIdle(Session session, SessionRow row) throws SQLException {
        var shutOut = row.epoch() < run.attempt().epoch() || run.own().contains(row.id());
        if (shutOut && isIdle(session, row)) {
            try {
                Rows.run(session.connection(), "KILL CONNECTION " + row.connectionId());
            } catch (SQLException e) {
                if (e.getErrorCode() != NO_SUCH_THREAD) {
                    throw e;
                }
            }
        }
    }

    private static boolean isIdle(Session session, SessionRow row) throws SQLException {
        return Rows.flag(session.connection(), """
                SELECT COUNT(*) > 0
                FROM information_schema.PROCESSLIST
                WHERE ID = ? AND COMMAND = 'Sleep' AND IS_USED_LOCK(?) = ID
                """, row.connectionId(), row.lockName());
    }
}
