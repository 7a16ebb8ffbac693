package io.slipway.target;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** A question that an administrator configured, asked within somebody else's read-only transaction. */
final class Assertion {

    private Assertion() {}

    /**
     * Return whether a query's only answer is true.
     *
     * @throws SQLException if the server refuses it, or it answers with anything but one boolean
     */
    static boolean holds(Connection connection, String sql, Duration timeout) throws SQLException {
        // Prepared, it can be one statement alone: none that ends the read-only transaction goes with it.
        Rows.run(connection, "SET LOCAL statement_timeout = " + timeout.toMillis());
        try (var statement = connection.prepareStatement(sql)) {
            try (var rows = statement.executeQuery()) {
                return single(rows);
            }
        }
    }

    private static boolean single(ResultSet rows) throws SQLException {
        if (rows.getMetaData().getColumnCount() != 1
                || rows.getMetaData().getColumnType(1) != java.sql.Types.BIT
                || !rows.next()) {
            throw new SQLException("it does not answer with one boolean");
        }
        var answer = rows.getBoolean(1);
        if (rows.next()) {
            throw new SQLException("it answers with more than one row");
        }
        return answer;
    }
}
