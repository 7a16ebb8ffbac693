package io.slipway.backup;

import io.slipway.sql.StatementDetail.RowChange;
import io.slipway.target.Identifiers;
import io.slipway.target.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The table whose rows a statement changes, as the target has it.
 *
 * @param qualified its name with its schema, quoted
 * @param schema its schema's name, quoted
 * @param columns all of its columns, in their order
 */
record ChangedTable(long oid, String qualified, String schema, List<Column> columns) {

    /**
     * A column.
     *
     * @param name quoted where that is needed
     */
    record Column(String plainName, String name, boolean generated, boolean alwaysIdentity, boolean key) {}

    /** What stands where the statement's table should be. */
    private record Found(long oid, String schema, String name, char kind, char persistence, boolean hasChildren) {}

    /**
     * Look a statement's table up by the session's search path.
     *
     * @return nothing if there is none, which the statement itself will say
     * @throws BackupRefusedException if its rows cannot be kept so that they could be put back
     */
    static Optional<ChangedTable> of(Connection connection, RowChange change) throws SQLException {
        var found = find(connection, change);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        requireTable(found.get(), change);
        var table = new ChangedTable(
                found.get().oid(),
                Identifiers.quoted(found.get().schema()) + "."
                        + Identifiers.quoted(found.get().name()),
                Identifiers.quoted(found.get().schema()),
                columns(connection, found.get().oid()));
        table.requireWayBack(change);
        table.requireNoCascade(connection, change);
        return Optional.of(table);
    }

    private static Optional<Found> find(Connection connection, RowChange change) throws SQLException {
        var table = change.table();
        var name =
                (table.hasSchema() ? Identifiers.quoted(table.schema()) + "." : "") + Identifiers.quoted(table.name());
        return Rows.first(
                connection,
                """
                SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence, EXISTS (
                    SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent OPERATOR(pg_catalog.=) c.oid)
                FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
                WHERE c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(?)
                """,
                row -> new Found(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4).charAt(0),
                        row.getString(5).charAt(0),
                        row.getBoolean(6)),
                name);
    }

    private static void requireTable(Found found, RowChange change) {
        if (found.kind() != 'r' && found.kind() != 'p' || found.persistence() == 't') {
            throw new BackupRefusedException(
                    "'%s' is no table of the database, so that its rows cannot be kept."
                            .formatted(change.table().qualifiedName()),
                    "Change the table behind it, or take '-- slipway: backup' out.");
        }
        if (found.kind() == 'r' && found.hasChildren() && !change.only()) {
            throw new BackupRefusedException(
                    "'%s' has tables that inherit from it, whose own columns would not be kept."
                            .formatted(change.table().qualifiedName()),
                    "Change each of them by itself with ONLY.");
        }
    }

    private static List<Column> columns(Connection connection, long oid) throws SQLException {
        return Rows.list(
                connection,
                """
                SELECT a.attname, pg_catalog.quote_ident(a.attname), a.attgenerated OPERATOR(pg_catalog.<>) '',
                       a.attidentity OPERATOR(pg_catalog.=) 'a', EXISTS (
                           SELECT FROM pg_catalog.pg_index i
                           WHERE i.indrelid OPERATOR(pg_catalog.=) a.attrelid AND i.indisprimary
                             AND a.attnum OPERATOR(pg_catalog.=) ANY (i.indkey::pg_catalog.int2[]))
                FROM pg_catalog.pg_attribute a
                WHERE a.attrelid OPERATOR(pg_catalog.=) ?::pg_catalog.oid
                  AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped
                ORDER BY a.attnum
                """,
                row -> new Column(
                        row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4), row.getBoolean(5)),
                oid);
    }

    /** A changed row is found again by its primary key alone. */
    private void requireWayBack(RowChange change) {
        if (change.deletes()) {
            return;
        }
        var key = columns.stream().filter(Column::key).map(Column::plainName).toList();
        if (key.isEmpty()) {
            throw new BackupRefusedException(
                    "'%s' has no primary key, by which changed rows could be found again."
                            .formatted(change.table().qualifiedName()),
                    "Give it one, or take '-- slipway: backup' out.");
        }
        if (change.assigned().stream().anyMatch(key::contains)) {
            throw new BackupRefusedException(
                    "The statement changes the primary key of '%s', by which its rows would have to be found again."
                            .formatted(change.table().qualifiedName()),
                    "Delete the rows and insert others, or take '-- slipway: backup' out.");
        }
    }

    /** Rows of other tables that go along would not be in the copy. */
    private void requireNoCascade(Connection connection, RowChange change) throws SQLException {
        var others = Rows.list(
                connection,
                """
                SELECT DISTINCT f.conrelid::pg_catalog.regclass::pg_catalog.text
                FROM pg_catalog.pg_constraint f
                WHERE f.confrelid OPERATOR(pg_catalog.=) ?::pg_catalog.oid AND f.contype OPERATOR(pg_catalog.=) 'f'
                  AND CASE WHEN ? THEN f.confdeltype ELSE f.confupdtype END OPERATOR(pg_catalog.=) ANY ('{c,n,d}')
                  AND (? OR EXISTS (
                      SELECT FROM pg_catalog.pg_attribute a
                      WHERE a.attrelid OPERATOR(pg_catalog.=) f.confrelid
                        AND a.attnum OPERATOR(pg_catalog.=) ANY (f.confkey)
                        AND a.attname::pg_catalog.text OPERATOR(pg_catalog.=) ANY (?)))
                ORDER BY 1
                """,
                row -> row.getString(1),
                oid,
                change.deletes(),
                change.deletes(),
                connection.createArrayOf("text", change.assigned().toArray()));
        if (!others.isEmpty()) {
            throw new BackupRefusedException(
                    "Foreign keys change rows of %s along with those of '%s', and these would not be kept."
                            .formatted(String.join(", ", others), change.table().qualifiedName()),
                    "Change those rows first in a statement of its own with a backup, or take '-- slipway: backup' out.");
        }
    }

    /**
     * Return the SQL that puts rows back.
     *
     * @param change what changed them
     * @param backup the name of the table with the rows as they were, without its schema
     */
    String restore(RowChange change, String backup) {
        var prefix = change.table().hasSchema() ? schema + "." : "";
        var table = prefix + Identifiers.quoted(change.table().name());
        if (!change.deletes()) {
            return "UPDATE %s AS now\nSET %s\nFROM %s AS kept\nWHERE %s;"
                    .formatted(
                            table,
                            columns.stream()
                                    .filter(column -> change.assigned().contains(column.plainName()))
                                    .filter(column -> !column.generated())
                                    .map(column -> "%1$s = kept.%1$s".formatted(column.name()))
                                    .collect(Collectors.joining(", ")),
                            prefix + backup,
                            columns.stream()
                                    .filter(Column::key)
                                    .map(column -> "now.%1$s = kept.%1$s".formatted(column.name()))
                                    .collect(Collectors.joining(" AND ")));
        }
        var names = columns.stream()
                .filter(column -> !column.generated())
                .map(Column::name)
                .collect(Collectors.joining(", "));
        var identity = columns.stream().anyMatch(Column::alwaysIdentity) ? "\nOVERRIDING SYSTEM VALUE" : "";
        return "INSERT INTO %s (%s)%s\nSELECT %s\nFROM %s;".formatted(table, names, identity, names, prefix + backup);
    }
}
