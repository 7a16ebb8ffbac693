package io.slipway.target.ledger;

import io.slipway.target.Identifiers;
import io.slipway.target.Rows;
import java.sql.Connection;
import java.sql.SQLException;

/** The settings of a session that the ledger steps out of while it reads and writes, all for one transaction only. */
record SessionState(String user, String role, String searchPath, String lockTimeout, String statementTimeout) {

    private static final String OWN = """
            SET LOCAL SESSION AUTHORIZATION DEFAULT;
            SET LOCAL ROLE NONE;
            SET LOCAL search_path = pg_catalog, pg_temp;
            SET LOCAL lock_timeout = '10s';
            SET LOCAL statement_timeout = '60s';
            SET LOCAL transform_null_equals = off;
            """;

    /**
     * Become the login role with nothing in the search path that somebody could have put there.
     *
     * <p>Deferred constraint triggers run first, as the role that the SQL ran as: at commit they would run as ours.
     */
    static SessionState stepOut(Connection connection) throws SQLException {
        Rows.run(connection, "SET CONSTRAINTS ALL IMMEDIATE");
        var state = Rows.first(
                        connection,
                        """
                        SELECT pg_catalog.current_setting('session_authorization'),
                               pg_catalog.current_setting('role'),
                               pg_catalog.current_setting('search_path'),
                               pg_catalog.current_setting('lock_timeout'),
                               pg_catalog.current_setting('statement_timeout')
                        """,
                        row -> new SessionState(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5)))
                .orElseThrow();
        Rows.run(connection, OWN);
        return state;
    }

    /** Give the session its settings back for the rest of the transaction. */
    void stepIn(Connection connection) throws SQLException {
        Rows.list(connection, """
                SELECT pg_catalog.set_config('search_path', ?, true),
                       pg_catalog.set_config('lock_timeout', ?, true),
                       pg_catalog.set_config('statement_timeout', ?, true)
                """, row -> row.getString(1), searchPath, lockTimeout, statementTimeout);
        if (!user.equals(connection.getMetaData().getUserName())) {
            Rows.run(connection, "SET LOCAL SESSION AUTHORIZATION " + Identifiers.quoted(user));
        }
        if (!role.equals("none")) {
            Rows.run(connection, "SET LOCAL ROLE " + Identifiers.quoted(role));
        }
    }
}
