package io.slipway.target.inspection;

import static io.slipway.target.inspection.Observation.error;
import static io.slipway.target.inspection.Observation.ok;

import io.slipway.failure.SlipwayException;
import io.slipway.target.Connections;
import io.slipway.target.Connections.Login;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import io.slipway.target.ledger.Ledger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.springframework.modulith.NamedInterface;

/** Looks at a target before it is used, changing nothing: what is missing, with the very statement that mends it. */
@NamedInterface("inspection")
public final class Inspection {

    private static final int OLDEST_VERSION = 140_000;

    private final Connections connections;
    private final Ledger ledger;

    public Inspection(Connections connections, Ledger ledger) {
        this.connections = connections;
        this.ledger = ledger;
    }

    /** Return what was seen, in the order in which it is to be mended. */
    public List<Observation> inspect(Target target) {
        var seen = new ArrayList<Observation>();
        look(target, Login.READER, seen);
        look(target, Login.MIGRATOR, seen);
        return List.copyOf(seen);
    }

    private void look(Target target, Login login, List<Observation> seen) {
        var check = login == Login.READER ? "login-reader" : "login-migrator";
        var role = login == Login.READER
                ? target.reader().username()
                : target.migrator().username();
        try (var connection = connections.open(target, login, "doctor")) {
            seen.add(ok(check, "Role '%s' can log in to target '%s'.".formatted(role, target.name())));
            if (login == Login.MIGRATOR) {
                seen.add(encryption(connection, target));
                seen.add(version(connection));
                seen.add(primary(connection, target));
                seen.add(pooler(connection, target));
                new Privileges(ledger, target).look(connection, seen);
                seen.add(ledger(connection, target));
            }
        } catch (SlipwayException e) {
            seen.add(error(check, String.valueOf(e.getMessage()), e.help()));
        } catch (SQLException e) {
            seen.add(error(
                    check,
                    "Target '%s' stopped answering: %s.".formatted(target.name(), e.getMessage()),
                    "Look into the server's log."));
        }
    }

    private Observation encryption(Connection connection, Target target) throws SQLException {
        if (!Rows.flag(connection, "SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            return ok("encryption", "The connection is not encrypted; it does not leave this machine.");
        }
        return ok(
                "encryption",
                connections.verifies(target, Login.MIGRATOR)
                        ? "The connection is encrypted and the server verified."
                        : "The connection is encrypted, the server not verified; it does not leave this machine.");
    }

    private static Observation version(Connection connection) throws SQLException {
        var number = Rows.number(connection, "SELECT pg_catalog.current_setting('server_version_num')::int8");
        var text = connection.getMetaData().getDatabaseProductVersion();
        return number >= OLDEST_VERSION
                ? ok("version", "The server is PostgreSQL %s.".formatted(text))
                : error(
                        "version",
                        "The server is PostgreSQL '%s'; 14 is the oldest that is supported.".formatted(text),
                        "Upgrade the server.");
    }

    private static Observation primary(Connection connection, Target target) throws SQLException {
        return Rows.flag(connection, "SELECT pg_catalog.pg_is_in_recovery()")
                ? error(
                        "primary",
                        "Target '%s' is a replica, which cannot be written.".formatted(target.name()),
                        "Give the target the URL of the primary, for example with targetServerType=primary.")
                : ok("primary", "The server is a primary.");
    }

    /** A pooler makes up the process number of its clients, and a transaction pooler changes the process below them. */
    private static Observation pooler(Connection connection, Target target) throws SQLException {
        var told = connection.unwrap(PGConnection.class).getBackendPID();
        var first = Rows.number(connection, "SELECT pg_catalog.pg_backend_pid()");
        var second = Rows.number(connection, "SELECT pg_catalog.pg_backend_pid()");
        var named = Rows.flag(connection, "SELECT pg_catalog.current_setting('application_name') LIKE 'slipway%'");
        return told == first && first == second && named
                ? ok("pooler", "The connection leads to the server itself.")
                : error(
                        "pooler",
                        "Target '%s' is reached through a pooler, which may change the server process below a migration."
                                .formatted(target.name()),
                        "Give the target a direct URL that leads to the server itself.");
    }

    private Observation ledger(Connection connection, Target target) throws SQLException {
        if (ledger.present(connection) && ledger.isCopy(connection)) {
            return error(
                    "ledger-copied",
                    "The ledger in schema '%s' was made in another database or on another server: it came here with a copy."
                            .formatted(ledger.schema()),
                    "Say with 'slipway ledger' whether its revisions are true here.");
        }
        if (ledger.accountsFor(connection, target)) {
            return ok("ledger", "The ledger in schema '%s' accounts for the target.".formatted(ledger.schema()));
        }
        return ledger.hasUserObjects(connection, target)
                ? error(
                        "baseline-required",
                        "Target '%s' holds objects but no ledger, so which versions it has is not known."
                                .formatted(target.name()),
                        "Record the version it stands at with 'slipway baseline'.")
                : ok(
                        "ledger",
                        "There is no ledger yet; the first migration makes it in schema '%s'."
                                .formatted(ledger.schema()));
    }
}
