package io.slipway.mariadb.run;

import io.slipway.mariadb.ledger.LedgerRows;
import io.slipway.mariadb.ledger.MariaDbLedger;
import io.slipway.mariadb.server.MariaDbConnections;
import io.slipway.migrate.Attempt;
import io.slipway.migrate.MigrationEndedException;
import io.slipway.migrate.MigrationSettings;
import io.slipway.migrate.Pulse;
import io.slipway.target.Target;
import java.sql.SQLException;
import java.util.Set;

/**
 * One attempt on one target with all that it takes.
 *
 * @param own the numbers of the connections that it has opened so far
 */
record Run(
        Attempt attempt,
        Target target,
        MariaDbConnections connections,
        MariaDbLedger ledger,
        MigrationSettings settings,
        Pulse pulse,
        Set<Long> own) {

    /** What is done in a transaction of the ledger. */
    @FunctionalInterface
    interface Work<T> {
        T in(LedgerRows rows) throws SQLException;
    }

    /** Do something in a transaction of its own that no newer attempt has shut out. */
    <T> T inLedger(Session session, Work<T> work) throws SQLException {
        session.begin();
        try {
            var rows = new LedgerRows(session.connection());
            fence(rows);
            var result = work.in(rows);
            session.commit();
            return result;
        } catch (RuntimeException e) {
            session.rollback();
            throw e;
        }
    }

    /** Lock the fence until the transaction ends, unless a newer attempt has shut this one out. */
    void fence(LedgerRows rows) throws SQLException {
        if (rows.epoch().orElse(Long.MAX_VALUE) > attempt.epoch()) {
            throw superseded();
        }
    }

    MigrationEndedException superseded() {
        return MigrationEndedException.failed(
                "attempt-superseded",
                "Attempt %d of task '%s' has been followed by a newer one on target '%s'; it was stopped."
                        .formatted(attempt.epoch(), attempt.task(), target.name()),
                "Nothing to do: the newer attempt carries on.");
    }
}
