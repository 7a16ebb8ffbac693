package io.slipway.target.inspection;

import static io.slipway.target.Identifiers.quoted;
import static io.slipway.target.inspection.Observation.error;
import static io.slipway.target.inspection.Observation.ok;

import io.slipway.target.Rows;
import io.slipway.target.Target;
import io.slipway.target.ledger.Ledger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Looks for the rights that a migration needs and writes the GRANT for each that is missing. */
final class Privileges {

    private final Ledger ledger;
    private final Target target;

    Privileges(Ledger ledger, Target target) {
        this.ledger = ledger;
        this.target = target;
    }

    void look(Connection connection, List<Observation> seen) throws SQLException {
        seen.add(readerConnects(connection));
        var runAs = target.runAs();
        var role = runAs == null ? target.migrator().username() : runAs;
        if (runAs != null) {
            var membership = membership(connection, runAs);
            seen.add(membership);
            if (membership.status() == Observation.Status.ERROR) {
                return;
            }
        }
        seen.add(schema(connection, role));
        seen.add(ledgerSchema(connection));
        if (ledger.present(connection)) {
            seen.add(ledgerReadable(connection));
        }
    }

    private Observation readerConnects(Connection connection) throws SQLException {
        var reader = target.reader().username();
        var connects = Rows.flag(connection, """
                SELECT pg_catalog.has_database_privilege(oid, pg_catalog.current_database(), 'CONNECT')
                FROM pg_catalog.pg_roles
                WHERE rolname = ?
                """, reader);
        return connects
                ? ok("connect", "Role '%s' may connect.".formatted(reader))
                : error(
                        "connect",
                        "Role '%s' may not connect to the database.".formatted(reader),
                        "GRANT CONNECT ON DATABASE %s TO %s;".formatted(database(connection), quoted(reader)));
    }

    private Observation membership(Connection connection, String runAs) throws SQLException {
        if (!Rows.flag(connection, "SELECT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ?)", runAs)) {
            return error(
                    "run-as",
                    "There is no role '%s' for migrations to run as.".formatted(runAs),
                    "CREATE ROLE %1$s; GRANT %1$s TO %2$s;".formatted(quoted(runAs), migrator()));
        }
        // SET is told apart from membership since version 16
        var may = Rows.flag(connection, """
                SELECT pg_catalog.pg_has_role(?, CASE
                    WHEN pg_catalog.current_setting('server_version_num')::int4 >= 160000 THEN 'SET' ELSE 'MEMBER' END)
                """, runAs);
        return may
                ? ok("run-as", "Migrations may run as '%s'.".formatted(runAs))
                : error(
                        "run-as",
                        "Role '%s' may not become '%s'."
                                .formatted(target.migrator().username(), runAs),
                        "GRANT %s TO %s;".formatted(quoted(runAs), migrator()));
    }

    private Observation schema(Connection connection, String role) throws SQLException {
        var path = target.effectiveSearchPath();
        var schema = path.isEmpty() ? "public" : path.getFirst();
        var exists =
                Rows.flag(connection, "SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = ?)", schema);
        if (!exists) {
            return error(
                    "schema",
                    "There is no schema '%s'.".formatted(schema),
                    "CREATE SCHEMA %s AUTHORIZATION %s;".formatted(quoted(schema), quoted(role)));
        }
        var may = Rows.flag(connection, """
                SELECT pg_catalog.has_schema_privilege(?, oid, 'USAGE')
                   AND pg_catalog.has_schema_privilege(?, oid, 'CREATE')
                FROM pg_catalog.pg_namespace
                WHERE nspname = ?
                """, role, role, schema);
        return may
                ? ok("schema", "Role '%s' may create in schema '%s'.".formatted(role, schema))
                : error(
                        "schema",
                        "Role '%s' may not create in schema '%s'.".formatted(role, schema),
                        "GRANT USAGE, CREATE ON SCHEMA %s TO %s;".formatted(quoted(schema), quoted(role)));
    }

    private Observation ledgerSchema(Connection connection) throws SQLException {
        var may = Rows.flag(connection, """
                SELECT coalesce(
                    (SELECT pg_catalog.has_schema_privilege(oid, 'CREATE')
                     FROM pg_catalog.pg_namespace
                     WHERE nspname = ?),
                    pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE'))
                """, ledger.schema());
        return may
                ? ok("ledger-schema", "The ledger can be kept in schema '%s'.".formatted(ledger.schema()))
                : error(
                        "ledger-schema",
                        "Role '%s' may not make schema '%s' for the ledger."
                                .formatted(target.migrator().username(), ledger.schema()),
                        "CREATE SCHEMA %s AUTHORIZATION %s;".formatted(quoted(ledger.schema()), migrator()));
    }

    private Observation ledgerReadable(Connection connection) throws SQLException {
        var reader = target.reader().username();
        return ledger.isReadable(connection, reader)
                ? ok("ledger-reader", "Role '%s' may read the ledger.".formatted(reader))
                : error(
                        "ledger-reader",
                        "Role '%s' may not read the ledger in schema '%s'.".formatted(reader, ledger.schema()),
                        ledger.grants(reader));
    }

    private String migrator() {
        return quoted(target.migrator().username());
    }

    private static String database(Connection connection) throws SQLException {
        return quoted(connection.getCatalog());
    }
}
