package io.slipway.mariadb.run;

import io.slipway.mariadb.server.Answers;
import io.slipway.mariadb.server.RefusedByServerException;
import io.slipway.mariadb.server.ServerUnavailableException;
import io.slipway.migrate.MigrationEndedException;
import io.slipway.target.Connections.Login;
import io.slipway.target.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of its own with nothing left over from any file before, and a lock that nobody else ever takes: it tells that it lives. */
final class Session implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** With these, files are read otherwise than here, or definitions shown otherwise. */
    private static final Set<String> MODES = Set.of(
            "ANSI_QUOTES", "NO_BACKSLASH_ESCAPES", "ORACLE", "NO_KEY_OPTIONS", "NO_TABLE_OPTIONS", "NO_FIELD_OPTIONS");

    private final Connection connection;
    private final long connectionId;
    private final String lockName;

    private Session(Connection connection, long connectionId, String lockName) {
        this.connection = connection;
        this.connectionId = connectionId;
        this.lockName = lockName;
    }

    /** Log in as the migrator. */
    static Session open(Run run) {
        var target = run.target();
        var connection =
                run.connections().open(target, Login.MIGRATOR, run.attempt().task());
        try {
            var id = Rows.number(connection, "SELECT CONNECTION_ID()");
            if (connection.unwrap(org.mariadb.jdbc.Connection.class).getThreadId() != id) {
                throw MigrationEndedException.failed(
                        "pooled-connection",
                        "Target '%s' is reached through a pooler, which may change the connection below a migration."
                                .formatted(target.name()),
                        "Give the target a direct URL that leads to the server itself.");
            }
            var name = "slipway." + UUID.randomUUID();
            if (!Rows.flag(connection, "SELECT GET_LOCK(?, 0)", name)) {
                throw new SQLException("the server gives no lock", "08000");
            }
            seconds(connection, "innodb_lock_wait_timeout", Duration.ofSeconds(1));
            return new Session(connection, id, name);
        } catch (SQLException e) {
            throw abandoned(
                    connection,
                    new ServerUnavailableException(
                            "connection-lost", "The connection to target '%s' broke.".formatted(target.name()), e));
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

    /** Become what files of this target run with. */
    void dress(Run run) throws SQLException {
        var settings = run.settings();
        seconds(connection, "lock_wait_timeout", settings.lockTimeout());
        seconds(connection, "innodb_lock_wait_timeout", settings.lockBudget());
        for (var variable : run.target().variables().entrySet()) {
            Rows.update(
                    connection,
                    "SET @`slipway_%s` = ?".formatted(variable.getKey().replace("`", "``")),
                    variable.getValue());
        }
        requireReadable(run);
    }

    /** Whole seconds are the finest that the server knows. */
    private static void seconds(Connection connection, String setting, Duration wait) throws SQLException {
        Rows.run(connection, "SET SESSION %s = %d".formatted(setting, Math.max(1, wait.toSeconds())));
    }

    /** Refuse a session whose settings make SQL mean something else than what was read, or commit by themselves. */
    void requireReadable(Run run) throws SQLException {
        var modes = Rows.first(connection, "SELECT @@SESSION.sql_mode", row -> row.getString(1))
                .orElse("");
        for (var mode : modes.split(",")) {
            if (MODES.contains(mode)) {
                throw new RefusedByServerException(
                        "sql-mode-refused",
                        "With sql_mode '%s' on target '%s' files mean something else than what was read."
                                .formatted(mode, run.target().name()),
                        "Set sql_mode without it, in the file or on the server.");
            }
        }
    }

    Connection connection() {
        return connection;
    }

    long connectionId() {
        return connectionId;
    }

    String lockName() {
        return lockName;
    }

    void begin() throws SQLException {
        connection.setAutoCommit(false);
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

    boolean isLostBy(SQLException e) {
        return Answers.isLost(connection, e);
    }

    /** End the session; the server rolls back a transaction still open. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection was gone before it was closed.", e);
        }
    }
}
