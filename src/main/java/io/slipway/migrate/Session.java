package io.slipway.migrate;

import io.slipway.target.Connections.Login;
import io.slipway.target.Identifiers;
import io.slipway.target.Rows;
import io.slipway.target.ledger.Backend;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server process of its own with nothing left over from any file before. */
final class Session implements AutoCloseable {

    private static final String ONE_TRANSACTION = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE";

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Connection connection;
    private final Backend backend;

    private Session(Connection connection, Backend backend) {
        this.connection = connection;
        this.backend = backend;
    }

    /** Log in as the migrator, without the role and settings that a file runs with. */
    static Session open(Work work) {
        var connection = work.connections()
                .open(work.target(), Login.MIGRATOR, work.attempt().task());
        try {
            var backend = backend(connection);
            if (connection.unwrap(PGConnection.class).getBackendPID() != backend.pid()) {
                throw pooled(work);
            }
            Rows.run(
                    connection,
                    "SET idle_in_transaction_session_timeout = "
                            + work.settings().idleTimeout().toMillis());
            Rows.run(
                    connection,
                    "SET lock_timeout = " + work.settings().lockTimeout().toMillis());
            Rows.run(
                    connection,
                    "SET statement_timeout = "
                            + work.settings().statementTimeout().toMillis());
            return new Session(connection, backend);
        } catch (SQLException e) {
            throw abandoned(
                    connection, new ConnectionLostException(work.target().name(), e));
        } catch (RuntimeException e) {
            throw abandoned(connection, e);
        }
    }

    private static RuntimeException abandoned(Connection connection, RuntimeException reason) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
        return reason;
    }

    private static Backend backend(Connection connection) throws SQLException {
        return Rows.first(connection, """
                        SELECT pid, backend_start
                        FROM pg_catalog.pg_stat_activity
                        WHERE pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid()
                        """, row -> new Backend(row.getInt(1), row.getObject(2, OffsetDateTime.class)))
                .orElseThrow(() -> new SQLException("the server does not show its own process", "08000"));
    }

    private static MigrationEndedException pooled(Work work) {
        return MigrationEndedException.failed(
                "pooled-connection",
                "Target '%s' is reached through a pooler, which may change the server process below a migration."
                        .formatted(work.target().name()),
                "Give the target a direct URL that leads to the server itself.");
    }

    /** Become what files of this target run as. */
    void dress(Work work) throws SQLException {
        var target = work.target();
        if (!target.effectiveSearchPath().isEmpty()) {
            Rows.run(connection, "SET search_path = " + Identifiers.quoted(target.effectiveSearchPath()));
        }
        for (var variable : target.variables().entrySet()) {
            Rows.first(
                    connection,
                    "SELECT pg_catalog.set_config(?, ?, false)",
                    row -> row.getString(1),
                    "slipway." + variable.getKey(),
                    variable.getValue());
        }
        if (target.runAs() != null) {
            Rows.run(connection, "SET ROLE " + Identifiers.quoted(target.runAs()));
        }
    }

    Connection connection() {
        return connection;
    }

    Backend backend() {
        return backend;
    }

    void begin() throws SQLException {
        connection.setAutoCommit(false);
        Rows.run(connection, ONE_TRANSACTION);
    }

    void commit() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** End the transaction, if there is one, without effect. */
    void rollback() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Tell whether the server is lost to this session, judging by a failure. */
    boolean isLostBy(SQLException e) {
        return Failures.isLost(e) || isClosed();
    }

    private boolean isClosed() {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return Failures.isLost(e);
        }
    }

    /** Tell whether another session's server process still runs; asked as the login role, which may see its own sessions. */
    boolean sees(Backend other) throws SQLException {
        connection.setAutoCommit(false);
        Rows.run(connection, "SET LOCAL ROLE NONE");
        var seen = Rows.flag(connection, """
                SELECT EXISTS (
                    SELECT FROM pg_catalog.pg_stat_activity
                    WHERE pid OPERATOR(pg_catalog.=) ?
                      AND (backend_start IS NULL OR backend_start OPERATOR(pg_catalog.=) ?))
                """, other.pid(), other.startedAt());
        rollback();
        return seen;
    }

    void lockTimeout(Duration wait, boolean local) throws SQLException {
        Rows.run(connection, (local ? "SET LOCAL" : "SET") + " lock_timeout = " + wait.toMillis());
    }

    void statementTimeout(Duration limit) throws SQLException {
        Rows.run(connection, "SET statement_timeout = " + limit.toMillis());
    }

    /** End the session; the server rolls back a transaction still open, and a connection that is broken already is let go. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection was gone before it was closed.", e);
        }
    }
}
