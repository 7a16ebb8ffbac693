package io.slipway.mariadb.look;

import io.slipway.failure.RejectedException;
import io.slipway.mariadb.server.Answers;
import io.slipway.mariadb.server.MariaDbConnections;
import io.slipway.mariadb.server.Names;
import io.slipway.mariadb.server.ServerUnavailableException;
import io.slipway.target.Connections.Login;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import io.slipway.target.history.HistoryTable.Row;
import io.slipway.target.history.Tool;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads, as the target's reader, the table of the target's database in which another tool recorded what it ran. */
public final class MariaDbHistory {

    private final MariaDbConnections connections;

    public MariaDbHistory(MariaDbConnections connections) {
        this.connections = connections;
    }

    /** Return the rows of a tool's table, oldest first; the name of it is untrusted text. */
    public List<Row> read(Target target, Tool tool, @Nullable String table) {
        var name = table == null ? tool.table() : table;
        try (var connection = connections.open(target, Login.READER, "history")) {
            return Rows.list(
                    connection,
                    query(tool).formatted(Names.quoted(name)),
                    row -> new Row(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getObject(4) == null ? null : row.getInt(4)));
        } catch (SQLException e) {
            if (e.getErrorCode() == Answers.NO_SUCH_TABLE || Answers.isDenied(e)) {
                throw new RejectedException(
                        RejectedException.Reason.CONFLICT,
                        "no-history",
                        "Target '%s' has no table '%s' of %s that its reader may read."
                                .formatted(target.name(), name, tool.title()),
                        "Name the table as it is written in the database, and grant the reader SELECT on it.");
            }
            throw new ServerUnavailableException(
                    "history-unavailable",
                    "What another tool recorded in target '%s' cannot be read: %s."
                            .formatted(target.name(), Answers.words(e)),
                    e);
        }
    }

    private static String query(Tool tool) {
        return switch (tool) {
            case FLYWAY -> """
                    SELECT version, script, IF(success, type, 'FAILED'), checksum
                    FROM %s
                    ORDER BY installed_rank
                    """;
            case LIQUIBASE -> """
                    SELECT NULL, FILENAME, EXECTYPE, NULL
                    FROM %s
                    ORDER BY ORDEREXECUTED, DATEEXECUTED
                    """;
        };
    }
}
