package io.slipway.target.ledger;

import io.slipway.failure.TransientException;
import io.slipway.target.Connections;
import io.slipway.target.Connections.Login;
import io.slipway.target.Target;
import java.sql.Connection;
import java.sql.SQLException;

/** Short transactions on the ledger over a connection of their own: the reader's to look, the migrator's to write. */
final class LedgerSession {

    /** What is done in the transaction. */
    @FunctionalInterface
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** What is written in the transaction. */
    @FunctionalInterface
    interface Change {
        void in(Connection connection) throws SQLException;
    }

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final Ledger ledger;
    private final Connections connections;

    LedgerSession(Ledger ledger, Connections connections) {
        this.ledger = ledger;
        this.connections = connections;
    }

    /** Look at a target as its reader, which can change nothing. */
    <T> T read(Target target, String purpose, Work<T> work) {
        try (var connection = connections.open(target, Login.READER, purpose)) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            var result = work.in(connection);
            connection.rollback();
            return result;
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw ledger.notReadable(target);
            }
            throw new LedgerUnavailableException(target.name(), e);
        }
    }

    void write(Target target, String purpose, Change change) {
        try (var connection = connections.open(target, Login.MIGRATOR, purpose)) {
            connection.setAutoCommit(false);
            if (!ledger.tryLock(connection, target.scope())) {
                throw new LedgerUnavailableException(target.name());
            }
            change.in(connection);
            connection.commit();
        } catch (SQLException e) {
            throw new LedgerUnavailableException(target.name(), e);
        }
    }

    /** The ledger could not be read or written now. */
    static final class LedgerUnavailableException extends TransientException {

        LedgerUnavailableException(String target) {
            super(
                    "ledger-busy",
                    "The ledger of target '%s' is in use by a running migration.".formatted(target),
                    "Try again when it has ended.");
        }

        LedgerUnavailableException(String target, SQLException cause) {
            super(
                    "ledger-unavailable",
                    "The ledger of target '%s' cannot be used: %s.".formatted(target, cause.getMessage()),
                    "Run 'slipway doctor' on the target.",
                    cause);
        }
    }
}
