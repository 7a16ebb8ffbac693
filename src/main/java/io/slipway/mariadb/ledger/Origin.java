package io.slipway.mariadb.ledger;

import io.slipway.target.Rows;
import java.sql.Connection;
import java.sql.SQLException;

/** Where a ledger was made, which tells a copy: the server by its own name, and the database. */
final class Origin {

    /** The server as SQL: host and port are what both products have and what a dump that is loaded elsewhere does not bring along. */
    static final String SERVER = "CONCAT(@@hostname, ':', @@port)";

    private static final String ELSEWHERE = "(database_name <> DATABASE() OR server <> " + SERVER + ")";

    private Origin() {}

    static boolean isCopy(Connection connection) throws SQLException {
        return Rows.flag(connection, "SELECT COUNT(*) > 0 FROM slipway_ledger WHERE " + ELSEWHERE);
    }

    /** Take this database for the one in which the ledger was made, in the open transaction; its rows are kept or put under another track. */
    static void takeOver(Connection connection, boolean keep) throws SQLException {
        if (!keep) {
            var origin = Rows.first(
                            connection,
                            "SELECT CONCAT(' of ', database_name, ' ', server, ' until ', UTC_TIMESTAMP()) FROM slipway_ledger",
                            row -> row.getString(1))
                    .orElseThrow();
            for (var table : new String[] {"slipway_revision", "slipway_segment"}) {
                Rows.update(connection, "UPDATE " + table + " SET track = CONCAT(track, ?)", origin);
            }
            Rows.update(connection, "DELETE FROM slipway_fence");
        }
        Rows.update(connection, "UPDATE slipway_ledger SET database_name = DATABASE(), server = " + SERVER);
        Rows.update(connection, "DELETE FROM slipway_session");
    }
}
