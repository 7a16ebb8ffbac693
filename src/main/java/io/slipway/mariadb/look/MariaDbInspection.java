package io.slipway.mariadb.look;

import static io.slipway.target.inspection.Observation.error;
import static io.slipway.target.inspection.Observation.ok;
import static io.slipway.target.inspection.Observation.warning;

import io.slipway.failure.SlipwayException;
import io.slipway.mariadb.ledger.MariaDbLedger;
import io.slipway.mariadb.server.Answers;
import io.slipway.mariadb.server.Definitions;
import io.slipway.mariadb.server.Fitness;
import io.slipway.mariadb.server.MariaDbConnections;
import io.slipway.mariadb.server.Names;
import io.slipway.target.Connections.Login;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import io.slipway.target.inspection.Observation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks at a target before it is used, changing nothing: what is missing, and what mends it. */
public final class MariaDbInspection {

    private static final List<String> RIGHTS =
            List.of("CREATE", "ALTER", "DROP", "SELECT", "INSERT", "UPDATE", "DELETE");

    private final MariaDbConnections connections;
    private final MariaDbLedger ledger;

    public MariaDbInspection(MariaDbConnections connections, MariaDbLedger ledger) {
        this.connections = connections;
        this.ledger = ledger;
    }

    /** Return what was seen, in the order in which it is to be mended. */
    public List<Observation> inspect(Target target) {
        var seen = new ArrayList<Observation>();
        var shown = look(target, Login.READER, seen);
        var all = look(target, Login.MIGRATOR, seen);
        if (shown >= 0 && all >= 0) {
            var reader = target.reader().username();
            seen.add(
                    shown == all
                            ? ok("reader", "User '%s' sees what the database is made of.".formatted(reader))
                            : error(
                                    "reader",
                                    "User '%s' sees %d objects of the database, the migrator %d: checks would miss some."
                                            .formatted(reader, shown, all),
                                    "Grant '%s' SELECT, SHOW VIEW, TRIGGER and EVENT on the database."
                                            .formatted(reader)));
        }
        return List.copyOf(seen);
    }

    /** Return how many objects a login sees, or -1 if it could not look. */
    private int look(Target target, Login login, List<Observation> seen) {
        var reader = login == Login.READER;
        var check = reader ? "login-reader" : "login-migrator";
        var user = reader ? target.reader().username() : target.migrator().username();
        try (var connection = connections.open(target, login, "doctor")) {
            seen.add(ok(check, "User '%s' can log in to target '%s'.".formatted(user, target.name())));
            if (!reader) {
                migrator(connection, target, seen);
            }
            return Definitions.subjects(connection).size();
        } catch (SlipwayException e) {
            seen.add(error(check, String.valueOf(e.getMessage()), e.help()));
        } catch (SQLException e) {
            seen.add(error(
                    check,
                    "Target '%s' stopped answering: %s.".formatted(target.name(), Answers.words(e)),
                    "Look into the server's log."));
        }
        return -1;
    }

    private void migrator(Connection connection, Target target, List<Observation> seen) throws SQLException {
        seen.add(ok(
                "encryption",
                connections.verifies(target, Login.MIGRATOR)
                        ? "The connection is encrypted and the server verified."
                        : "The server is not verified; the connection does not leave this machine."));
        var fitness = Fitness.of(connection);
        fitness.problems().forEach(problem -> seen.add(error(problem.check(), problem.text(), problem.fix())));
        if (fitness.problems().isEmpty()) {
            seen.add(ok(
                    "version",
                    "The server is %s %s, and a primary."
                            .formatted(fitness.mariaDb() ? "MariaDB" : "MySQL", fitness.version())));
        }
        seen.add(pooler(connection, target));
        seen.add(rights(connection, target));
        seen.add(probes(connection, target));
        seen.add(ledger(connection, target));
    }

    private static Observation pooler(Connection connection, Target target) throws SQLException {
        var told = connection.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
        return told == Rows.number(connection, "SELECT CONNECTION_ID()")
                ? ok("pooler", "The connection leads to the server itself.")
                : error(
                        "pooler",
                        "Target '%s' is reached through a pooler, which may change the connection below a migration."
                                .formatted(target.name()),
                        "Give the target a direct URL that leads to the server itself.");
    }

    private static Observation rights(Connection connection, Target target) throws SQLException {
        var held = Rows.list(connection, """
                SELECT PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES WHERE DATABASE() LIKE TABLE_SCHEMA
                UNION
                SELECT PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES
                """, row -> row.getString(1));
        var missing = RIGHTS.stream().filter(right -> !held.contains(right)).toList();
        var user = target.migrator().username();
        return missing.isEmpty()
                ? ok("rights", "User '%s' may define objects and change rows.".formatted(user))
                : warning(
                        "rights",
                        "User '%s' is not seen to have %s on the database; it may have them by a role."
                                .formatted(user, String.join(", ", missing)),
                        "GRANT %s ON %s.* TO %s;"
                                .formatted(String.join(", ", missing), Names.quoted(connection.getCatalog()), user));
    }

    /** What an interrupted definition did is found out in a database of its own. */
    private static Observation probes(Connection connection, Target target) throws SQLException {
        var may = Rows.flag(connection, """
                SELECT EXISTS (
                    SELECT 1 FROM information_schema.SCHEMA_PRIVILEGES
                    WHERE PRIVILEGE_TYPE = 'CREATE' AND 'slipway_probe_x' LIKE TABLE_SCHEMA)
                OR EXISTS (SELECT 1 FROM information_schema.USER_PRIVILEGES WHERE PRIVILEGE_TYPE = 'CREATE')
                """);
        var user = target.migrator().username();
        return may
                ? ok(
                        "probes",
                        "User '%s' may make a database to find out what an interrupted definition did.".formatted(user))
                : warning(
                        "probes",
                        "User '%s' may make no database; what an interrupted definition did is asked of a person more often."
                                .formatted(user),
                        "GRANT ALL ON `slipway\\_probe\\_%%`.* TO %s;".formatted(user));
    }

    private Observation ledger(Connection connection, Target target) throws SQLException {
        if (ledger.isCopy(connection)) {
            return error(
                    "ledger-copied",
                    "The ledger was made in another database or on another server: it came here with a copy.",
                    "Say with 'slipway ledger' whether its revisions are true here.");
        }
        if (ledger.accountsFor(connection, target)) {
            return ok("ledger", "The ledger in tables 'slipway_…' accounts for the target.");
        }
        return ledger.hasObjects(connection)
                ? error(
                        "baseline-required",
                        "Target '%s' holds objects but no ledger, so which versions it has is not known."
                                .formatted(target.name()),
                        "Record the version it stands at with 'slipway baseline'.")
                : ok("ledger", "There is no ledger yet; the first migration makes it in tables 'slipway_…'.");
    }
}
