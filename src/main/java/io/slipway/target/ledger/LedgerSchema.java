package io.slipway.target.ledger;

import io.slipway.target.Identifiers;
import io.slipway.target.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Makes the ledger's schema and brings it up to the version that this Slipway writes. */
final class LedgerSchema {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** Each element takes the ledger from the version that is its index to the next; never edited once released. */
    private static final List<String> UPGRADES = List.of("""
            CREATE TABLE %1$s.ledger (
                one               pg_catalog.bool NOT NULL DEFAULT true CONSTRAINT ledger_once PRIMARY KEY CHECK (one),
                version           pg_catalog.int4 NOT NULL,
                system_identifier pg_catalog.text,
                database_oid      pg_catalog.oid NOT NULL,
                database_name     pg_catalog.text NOT NULL,
                created_at        pg_catalog.timestamptz NOT NULL DEFAULT pg_catalog.now()
            );
            CREATE TABLE %1$s.fence (
                scope pg_catalog.text NOT NULL CONSTRAINT fence_one_per_scope PRIMARY KEY,
                epoch pg_catalog.int8 NOT NULL
            );
            CREATE TABLE %1$s.revision (
                scope      pg_catalog.text NOT NULL,
                track      pg_catalog.text NOT NULL,
                version    pg_catalog.text NOT NULL,
                kind       pg_catalog.text NOT NULL,
                path       pg_catalog.text NOT NULL,
                sha256     pg_catalog.text NOT NULL,
                release    pg_catalog.text NOT NULL,
                task       pg_catalog.text NOT NULL,
                applied_by pg_catalog.text NOT NULL,
                applied_at pg_catalog.timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
                epoch      pg_catalog.int8 NOT NULL,
                CONSTRAINT revision_once_per_version PRIMARY KEY (scope, track, version)
            );
            CREATE TABLE %1$s.segment (
                scope         pg_catalog.text NOT NULL,
                track         pg_catalog.text NOT NULL,
                version       pg_catalog.text NOT NULL,
                position      pg_catalog.int4 NOT NULL,
                sha256        pg_catalog.text NOT NULL,
                state         pg_catalog.text NOT NULL,
                epoch         pg_catalog.int8 NOT NULL,
                backend_pid   pg_catalog.int4 NOT NULL,
                backend_start pg_catalog.timestamptz NOT NULL,
                expectation   pg_catalog.text,
                started_at    pg_catalog.timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
                done_at       pg_catalog.timestamptz,
                refused_at    pg_catalog.timestamptz,
                CONSTRAINT segment_once_per_position PRIMARY KEY (scope, track, version, position)
            );
            INSERT INTO %1$s.ledger (version, database_oid, database_name)
            SELECT 0, oid, datname
            FROM pg_catalog.pg_database
            WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database();
            """, """
            ALTER TABLE %1$s.segment ADD COLUMN restore pg_catalog.text;
            """);

    /** The version from which on segments say how the rows that they kept are put back. */
    static final int KEEPS_ROWS = 2;

    static final int VERSION = UPGRADES.size();

    private final String name;
    private final String quoted;

    LedgerSchema(String name) {
        this.name = name;
        this.quoted = Identifiers.quoted(name);
    }

    /** Return the SQL that takes the ledger in a schema from each version to the next. */
    static List<String> upgrades(String quotedSchema) {
        return UPGRADES.stream().map(upgrade -> upgrade.formatted(quotedSchema)).toList();
    }

    /** Return the version of the ledger that is there, 0 if there is none. */
    int version(Connection connection) throws SQLException {
        return present(connection) ? (int) Rows.number(connection, "SELECT version FROM " + quoted + ".ledger") : 0;
    }

    boolean isCopy(Connection connection) throws SQLException {
        return Rows.flag(connection, """
                SELECT NOT EXISTS (
                    SELECT FROM %s.ledger l
                    JOIN pg_catalog.pg_database d
                      ON d.oid OPERATOR(pg_catalog.=) l.database_oid
                     AND d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
                    WHERE COALESCE(l.system_identifier, '') OPERATOR(pg_catalog.=) ANY (ARRAY['', ?]) OR ? = '')
                """.formatted(quoted), systemIdentifier(connection), systemIdentifier(connection));
    }

    /** Take the database in which the ledger is for the one in which it was made, with its rows or with none. */
    void takeOver(Connection connection, boolean keep) throws SQLException {
        if (!keep) {
            var origin = Rows.first(
                            connection,
                            "SELECT database_name || ' ' || COALESCE(system_identifier, '') || '/' || database_oid FROM "
                                    + quoted + ".ledger",
                            row -> row.getString(1))
                    .orElseThrow();
            for (var table : List.of("revision", "segment", "fence")) {
                Rows.update(
                        connection,
                        "UPDATE %s.%s SET scope = scope || ? || pg_catalog.now()".formatted(quoted, table),
                        " of " + origin + " until ");
            }
        }
        Rows.update(connection, """
                UPDATE %s.ledger
                SET system_identifier = NULLIF(?, ''), database_oid = d.oid, database_name = d.datname
                FROM pg_catalog.pg_database d
                WHERE d.datname = pg_catalog.current_database()
                """.formatted(quoted), systemIdentifier(connection));
    }

    /** Return what tells this cluster from all others; empty where the role may not know. */
    private static String systemIdentifier(Connection connection) throws SQLException {
        var may = Rows.flag(
                connection, "SELECT pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')");
        return may
                ? Rows.first(
                                connection,
                                "SELECT system_identifier::pg_catalog.text FROM pg_catalog.pg_control_system()",
                                row -> row.getString(1))
                        .orElse("")
                : "";
    }

    void refuseNewer(int found) {
        if (found > VERSION) {
            throw LedgerUnusableException.newer("schema '%s'".formatted(name), found, VERSION);
        }
    }

    /** Make or upgrade the ledger inside the caller's transaction, and let the reader read it. */
    void upgrade(Connection connection, String reader) throws SQLException {
        var found = version(connection);
        refuseNewer(found);
        if (found == VERSION && isReadable(connection, reader)) {
            return;
        }
        // Migrations of several schemas of a database share one ledger, but not the lock of their target.
        Rows.list(
                connection,
                "SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(?, 0))",
                row -> "",
                "slipway ledger " + name);
        try {
            upgradeFrom(version(connection), connection);
            if (!isReadable(connection, reader) && roleExists(connection, reader)) {
                Rows.run(connection, grants(reader));
            }
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw LedgerUnusableException.notPermitted(
                        name, connection.getMetaData().getUserName());
            }
            throw e;
        }
    }

    private void upgradeFrom(int found, Connection connection) throws SQLException {
        if (found == VERSION) {
            return;
        }
        if (found == 0 && !exists(connection)) {
            Rows.run(connection, "CREATE SCHEMA " + quoted);
            Rows.run(connection, "REVOKE ALL ON SCHEMA " + quoted + " FROM PUBLIC");
        }
        for (var upgrade : upgrades(quoted).subList(found, VERSION)) {
            Rows.run(connection, upgrade);
        }
        Rows.run(connection, "REVOKE ALL ON ALL TABLES IN SCHEMA " + quoted + " FROM PUBLIC");
        Rows.update(
                connection,
                "UPDATE " + quoted + ".ledger SET version = ?, system_identifier = NULLIF(?, '')",
                VERSION,
                systemIdentifier(connection));
    }

    /** Tell whether a role may read all of the ledger that is there; a role that is not there may not. */
    boolean isReadable(Connection connection, String role) throws SQLException {
        return Rows.flag(connection, """
                SELECT pg_catalog.has_schema_privilege(r.oid, n.oid, 'USAGE') AND NOT EXISTS (
                    SELECT FROM pg_catalog.pg_class c
                    WHERE c.relnamespace OPERATOR(pg_catalog.=) n.oid
                      AND c.relkind OPERATOR(pg_catalog.=) 'r'
                      AND NOT pg_catalog.has_table_privilege(r.oid, c.oid, 'SELECT'))
                FROM pg_catalog.pg_roles r
                CROSS JOIN pg_catalog.pg_namespace n
                WHERE r.rolname OPERATOR(pg_catalog.=) ?::pg_catalog.name
                  AND n.nspname OPERATOR(pg_catalog.=) ?::pg_catalog.name
                """, role, name);
    }

    /** Return the statements that let a role read the ledger. */
    String grants(String role) {
        var reader = Identifiers.quoted(role);
        return "GRANT USAGE ON SCHEMA %1$s TO %2$s; GRANT SELECT ON ALL TABLES IN SCHEMA %1$s TO %2$s;"
                .formatted(quoted, reader);
    }

    /** Tell whether the ledger is there; this needs no right to it. */
    boolean present(Connection connection) throws SQLException {
        return Rows.flag(connection, """
                SELECT EXISTS (
                    SELECT FROM pg_catalog.pg_class c
                    JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
                    WHERE n.nspname OPERATOR(pg_catalog.=) ?::pg_catalog.name
                      AND c.relname OPERATOR(pg_catalog.=) 'ledger')
                """, name);
    }

    private boolean exists(Connection connection) throws SQLException {
        return Rows.flag(
                connection,
                "SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = ?::pg_catalog.name)",
                name);
    }

    private static boolean roleExists(Connection connection, String role) throws SQLException {
        return Rows.flag(
                connection, "SELECT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ?::pg_catalog.name)", role);
    }
}
