package io.slipway.demo;

import io.slipway.sample.Sample;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the sample's databases hold, as psql would show it. */
record Databases(Sample sample) {

    /** Return the versions in a database's own ledger, in the order in which they were applied. */
    List<String> versions(String database) {
        var hasLedger = values(database, "SELECT to_regclass('slipway.revision') IS NOT NULL");
        return hasLedger.equals(List.of("t"))
                ? values(database, "SELECT version FROM slipway.revision ORDER BY applied_at, version")
                : List.of();
    }

    /** Return the first column of what a query finds. */
    List<String> values(String database, String query) {
        try (var connection = sample.targets().connect(sample.url(database));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException("'%s' refused: %s".formatted(database, query), e);
        }
    }

    /** Return how to look into a database without Slipway. */
    String psql(String database) {
        var server = sample.targets();
        return "PGPASSWORD=%s psql -h 127.0.0.1 -p %d -U %s %s"
                .formatted(server.password(), server.port(), server.superuser(), database);
    }
}
