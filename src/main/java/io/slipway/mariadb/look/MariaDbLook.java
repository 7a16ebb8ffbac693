package io.slipway.mariadb.look;

import io.slipway.mariadb.server.Answers;
import io.slipway.mariadb.server.Definitions;
import io.slipway.mariadb.server.MariaDbConnections;
import io.slipway.mariadb.server.ServerUnavailableException;
import io.slipway.target.Connections.Login;
import io.slipway.target.Rows;
import io.slipway.target.ServerLoad;
import io.slipway.target.TableSizes;
import io.slipway.target.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at what a target is made of and how it is, as its reader. */
public final class MariaDbLook {

    private static final Duration SERVER_PATIENCE = Duration.ofSeconds(5);
    private static final Set<Long> TRUTHS = Set.of(0L, 1L);

    private static final String SEES_ALL = """
            SELECT COUNT(*) > 0 FROM information_schema.USER_PRIVILEGES WHERE PRIVILEGE_TYPE = 'PROCESS'
            """;

    private final MariaDbConnections connections;

    public MariaDbLook(MariaDbConnections connections) {
        this.connections = connections;
    }

    /** What is asked on a connection that can change nothing. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** Return the fingerprint of a target's database without the ledger. */
    public String fingerprint(Target target) {
        return in(
                target, Duration.ZERO, connection -> Definitions.all(connection).fingerprint());
    }

    /** Return how busy a target's server is now; how far replicas are behind is not known here. */
    public ServerLoad load(Target target) {
        return in(target, SERVER_PATIENCE, connection -> {
            var all = Rows.flag(connection, SEES_ALL);
            return new ServerLoad(
                    Math.max(0, status(connection, "Threads_running") - 1),
                    status(connection, "Threads_connected"),
                    Rows.number(connection, "SELECT @@max_connections"),
                    all ? longestTransaction(connection) : null,
                    null,
                    !all);
        });
    }

    private static long status(Connection connection, String name) throws SQLException {
        return Rows.first(connection, "SHOW GLOBAL STATUS LIKE '" + name + "'", row -> row.getLong(2))
                .orElse(0L);
    }

    private static @Nullable Duration longestTransaction(Connection connection) throws SQLException {
        var seconds = Rows.number(
                connection,
                "SELECT COALESCE(TIMESTAMPDIFF(SECOND, MIN(trx_started), NOW()), -1) FROM information_schema.INNODB_TRX");
        return seconds < 0 ? null : Duration.ofSeconds(seconds);
    }

    /** Return how large groups of tables are by the server's own estimates. */
    public List<TableSizes.Size> sizes(Target target, List<? extends Collection<TableSizes.Name>> groups) {
        return in(target, Duration.ZERO, connection -> {
            var sizes = new ArrayList<TableSizes.Size>();
            for (var group : groups) {
                sizes.add(group.isEmpty() ? new TableSizes.Size(0, 0) : size(connection, group));
            }
            return sizes;
        });
    }

    private static TableSizes.Size size(Connection connection, Collection<TableSizes.Name> group) throws SQLException {
        var marks = group.stream().map(any -> "?").collect(Collectors.joining(", "));
        return Rows.first(
                        connection,
                        "SELECT COALESCE(SUM(TABLE_ROWS), 0), COALESCE(MAX(DATA_LENGTH + INDEX_LENGTH), 0)"
                                + " FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN ("
                                + marks + ")",
                        row -> new TableSizes.Size(row.getLong(1), row.getLong(2)),
                        group.stream().map(TableSizes.Name::name).toArray())
                .orElse(new TableSizes.Size(0, 0));
    }

    /**
     * Ask a target whether something holds, in a transaction that can change nothing.
     *
     * @param sql one statement that answers with 0 or 1, which is what true and false are here
     */
    public boolean holds(Target target, String sql, Duration timeout) {
        return in(target, timeout, connection -> {
            try (var statement = connection.prepareStatement(sql);
                    var rows = statement.executeQuery()) {
                return single(rows);
            }
        });
    }

    private static boolean single(ResultSet rows) throws SQLException {
        if (rows.getMetaData().getColumnCount() != 1 || !rows.next() || rows.getObject(1) == null) {
            throw new SQLException("it does not answer with 0 or 1");
        }
        var answer = rows.getLong(1);
        if (!TRUTHS.contains(answer) || rows.next()) {
            throw new SQLException("it does not answer with 0 or 1");
        }
        return answer == 1;
    }

    private <T> T in(Target target, Duration patience, Question<T> question) {
        try (var connection = connections.open(target, Login.READER, "look", patience)) {
            Rows.run(connection, "START TRANSACTION READ ONLY");
            var answer = question.ask(connection);
            Rows.run(connection, "ROLLBACK");
            return answer;
        } catch (SQLException e) {
            throw new ServerUnavailableException(
                    "no-answer", "Target '%s' gave no answer: %s.".formatted(target.name(), Answers.words(e)), e);
        }
    }
}
