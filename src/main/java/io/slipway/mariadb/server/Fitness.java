package io.slipway.mariadb.server;

import io.slipway.target.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Whether a server is one on which every definition is there or not, and whose sessions can be asked after. */
public record Fitness(String version, boolean mariaDb, List<Problem> problems) {

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final int MARIADB_SINCE = 10_006;
    private static final int MYSQL_SINCE = 8_000;

    /** What is wrong, under the name of the doctor's check, and what to do. */
    public record Problem(String check, String text, String fix) {}

    /** Look at the server of a connection. */
    public static Fitness of(Connection connection) throws SQLException {
        var version = Rows.first(connection, "SELECT VERSION()", row -> row.getString(1))
                .orElse("");
        var mariaDb = version.contains("MariaDB");
        var problems = new ArrayList<Problem>();
        if (number(version) < (mariaDb ? MARIADB_SINCE : MYSQL_SINCE)) {
            problems.add(new Problem(
                    "version",
                    "The server is '%s'; MariaDB 10.6 and MySQL 8.0 are the oldest that are supported."
                            .formatted(version),
                    "Upgrade the server."));
        }
        if (isOn(connection, "wsrep_on")) {
            problems.add(new Problem(
                    "cluster",
                    "The server is a node of a Galera cluster, whose other nodes cannot be asked what they run.",
                    "Migrate it by the cluster's own tools."));
        }
        if (isOn(connection, "read_only") || isOn(connection, "super_read_only")) {
            problems.add(new Problem(
                    "primary", "The server is read-only, as a replica is.", "Give the target the URL of the primary."));
        }
        return new Fitness(version, mariaDb, List.copyOf(problems));
    }

    private static int number(String version) {
        var parts = VERSION.matcher(version);
        return parts.matches() ? Integer.parseInt(parts.group(1)) * 1000 + Integer.parseInt(parts.group(2)) : 0;
    }

    private static boolean isOn(Connection connection, String variable) throws SQLException {
        return Rows.first(connection, "SHOW GLOBAL VARIABLES LIKE '" + variable + "'", row -> row.getString(2))
                .filter(value -> !value.equalsIgnoreCase("OFF") && !value.equals("0"))
                .isPresent();
    }
}
