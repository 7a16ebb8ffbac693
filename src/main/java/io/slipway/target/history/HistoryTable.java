package io.slipway.target.history;

import io.slipway.failure.RejectedException;
import io.slipway.failure.TransientException;
import io.slipway.target.Connections;
import io.slipway.target.Connections.Login;
import io.slipway.target.Identifiers;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads, as the target's reader and changing nothing, the table in which another tool recorded what it ran. */
public final class HistoryTable {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final Connections connections;

    public HistoryTable(Connections connections) {
        this.connections = connections;
    }

    /**
     * What a tool recorded once.
     *
     * @param version as the tool wrote it, or null if it names none
     * @param path the file, class or script that it ran
     * @param outcome the tool's own word for what became of it; FAILED where it failed
     * @param checksum of the text by the tool's own rule, or null
     */
    public record Row(
            @Nullable String version,
            String path,
            String outcome,
            @Nullable Integer checksum) {}

    /**
     * Return the rows of a tool's table, oldest first.
     *
     * @param table its name, with or without its schema, or null for the tool's usual one
     * @throws RejectedException if there is no such table, or several are meant, or the reader may not read it
     */
    public List<Row> read(Target target, Tool tool, @Nullable String table) {
        try (var connection = connections.open(target, Login.READER, "history")) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            var place = only(target, tool, places(connection, target, table == null ? tool.table() : table));
            var rows = rows(connection, target, tool, place);
            connection.rollback();
            return rows;
        } catch (SQLException e) {
            throw new HistoryUnavailableException(target.name(), e);
        }
    }

    private static List<Row> rows(Connection connection, Target target, Tool tool, String place) throws SQLException {
        try {
            return Rows.list(
                    connection,
                    tool.query(place),
                    row -> new Row(
                            row.getString(1), row.getString(2), row.getString(3), row.getObject(4, Integer.class)));
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw notReadable(target, place);
            }
            throw e;
        }
    }

    /** Find tables by a name that is untrusted text; a target that is a schema has its own. */
    private static List<String> places(Connection connection, Target target, String table) throws SQLException {
        var dot = table.lastIndexOf('.');
        var schema = dot < 0 ? target.scope() : table.substring(0, dot);
        return Rows.list(
                connection,
                """
                SELECT n.nspname, c.relname
                FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relname = ? AND c.relkind IN ('r', 'p', 'v') AND ? IN ('', n.nspname)
                ORDER BY 1
                """,
                row -> Identifiers.quoted(row.getString(1)) + "." + Identifiers.quoted(row.getString(2)),
                table.substring(dot + 1),
                schema);
    }

    private static String only(Target target, Tool tool, List<String> places) {
        if (places.isEmpty()) {
            throw refused(
                    "no-history",
                    "Target '%s' has no such table of %s.".formatted(target.name(), tool.title()),
                    "Name the table with its schema, such as 'public.%s'.".formatted(tool.table()));
        }
        if (places.size() > 1) {
            throw refused(
                    "history-ambiguous",
                    "Target '%s' has several such tables of %s: %s."
                            .formatted(target.name(), tool.title(), String.join(", ", places)),
                    "Name the one that is meant, with its schema.");
        }
        return places.getFirst();
    }

    private static RejectedException notReadable(Target target, String place) {
        return refused(
                "history-not-readable",
                "Role '%s' may not read %s of target '%s'."
                        .formatted(target.reader().username(), place, target.name()),
                "Have the table's owner run GRANT SELECT ON %s TO %s; and GRANT USAGE on its schema."
                        .formatted(place, Identifiers.quoted(target.reader().username())));
    }

    private static RejectedException refused(String code, String message, String help) {
        return new RejectedException(RejectedException.Reason.CONFLICT, code, message, help);
    }

    /** The table could not be read now. */
    static final class HistoryUnavailableException extends TransientException {

        HistoryUnavailableException(String target, SQLException cause) {
            super(
                    "history-unavailable",
                    "What another tool recorded in target '%s' cannot be read: %s."
                            .formatted(target, cause.getMessage()),
                    "Run 'slipway doctor' on the target; see that the table is the tool's own.",
                    cause);
        }
    }
}
