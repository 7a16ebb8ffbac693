package io.slipway.mariadb.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** What the server's error codes mean for going on. */
public final class Answers {

    public static final int NO_SUCH_TABLE = 1146;

    private static final int INTERRUPTED = 1317;
    private static final int STATEMENT_TIMEOUT = 1969;
    private static final int QUERY_TIMEOUT = 3024;

    /** Lock wait timeout, deadlock, and a row that was changed since it was read. */
    private static final Set<Integer> PASSING = Set.of(1205, 1213, 1020);

    /** The server shuts down, the connection was killed, or its packets were lost. */
    private static final Set<Integer> LOST =
            Set.of(1053, 1077, 1079, 1158, 1159, 1160, 1161, 1184, 1152, 1927, 2006, 2013);

    private static final Set<Integer> DENIED = Set.of(1044, 1142, 1143, 1227, 1370, 1419);

    private Answers() {}

    /** Tell whether the connection is gone or about to go, so that what became of the last statement is not known. */
    public static boolean isLost(Connection connection, SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith("08")
                || LOST.contains(e.getErrorCode())
                || e.getErrorCode() == 0
                || isClosed(connection);
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** Tell whether the same may succeed when tried again. */
    public static boolean isPassing(SQLException e) {
        return PASSING.contains(e.getErrorCode());
    }

    /** Tell whether the statement was ended from outside. */
    public static boolean isInterrupted(SQLException e) {
        return e.getErrorCode() == INTERRUPTED || isTimeout(e);
    }

    /** Tell whether the statement ran for longer than it may. */
    public static boolean isTimeout(SQLException e) {
        return e.getErrorCode() == STATEMENT_TIMEOUT || e.getErrorCode() == QUERY_TIMEOUT;
    }

    /** Tell whether a right is missing. */
    public static boolean isDenied(SQLException e) {
        return DENIED.contains(e.getErrorCode());
    }

    /** Return the server's own words without what the driver puts before them, and without values of rows. */
    public static String words(SQLException e) {
        var text = String.valueOf(e.getMessage())
                .replaceFirst("^(?:\\([^)]*\\) ?)+", "")
                .replaceFirst("(?s)\\b(entry|value:?) '.*' for ", "$1 for ");
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
