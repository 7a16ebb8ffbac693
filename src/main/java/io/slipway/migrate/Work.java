package io.slipway.migrate;

import io.slipway.migrate.Pulse.Deadline;
import io.slipway.target.Connections;
import io.slipway.target.Target;
import io.slipway.target.ledger.Ledger;
import io.slipway.target.ledger.LedgerAccess;
import java.sql.SQLException;
import java.time.Duration;

/** One attempt on one target with all that it takes, and the two guards every write of it passes: turn and fence. */
record Work(
        Attempt attempt,
        Target target,
        Ledger ledger,
        Connections connections,
        MigrationSettings settings,
        Pulse pulse) {

    private static final Duration POLL = Duration.ofMillis(100);

    /** A try to take the target's lock. */
    @FunctionalInterface
    interface Take {
        boolean succeeds() throws SQLException;
    }

    /** Open a transaction that holds the target's lock. */
    void beginInTurn(Session session) throws SQLException {
        awaitTurn(() -> {
            session.begin();
            if (ledger.tryLock(session.connection(), target.scope())) {
                return true;
            }
            session.rollback();
            return false;
        });
    }

    /** Take the target's lock for the session, with no transaction open: a waiting one would stall CONCURRENTLY. */
    void takeSessionTurn(Session session) throws SQLException {
        awaitTurn(() -> ledger.tryLockSession(session.connection(), target.scope()));
    }

    void endSessionTurn(Session session) throws SQLException {
        ledger.unlockSession(session.connection(), target.scope());
    }

    private void awaitTurn(Take take) throws SQLException {
        var deadline = Deadline.in(settings.turn());
        while (!take.succeeds()) {
            if (deadline.passed()) {
                throw new TargetBusyException(target.name(), "another attempt holds its lock");
            }
            pulse.pause(POLL);
        }
    }

    /** Step into the ledger, unless a newer attempt has shut this one out. */
    LedgerAccess enter(Session session) throws SQLException {
        var access = ledger.enter(session.connection(), target.scope());
        if (access.epoch().orElse(Long.MAX_VALUE) > attempt.epoch()) {
            throw superseded();
        }
        return access;
    }

    MigrationEndedException superseded() {
        return MigrationEndedException.failed(
                "attempt-superseded",
                "Attempt %d of task '%s' has been followed by a newer one on target '%s'; it was stopped."
                        .formatted(attempt.epoch(), attempt.task(), target.name()),
                "Nothing to do: the newer attempt carries on.");
    }
}
