package io.slipway.backup;

import io.slipway.release.Digest;
import io.slipway.sql.StatementDetail.RowChange;
import io.slipway.target.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows that statements of one transaction change, each statement's in a table of its own beside the changed one.
 *
 * <p>The server itself hands the rows over, as the transition table of a trigger that lives for this transaction: so they are exactly those
 * that the statement changes, however it finds them. The trigger takes a lock that lets others read the table and not write it.
 */
public final class RowBackups {

    /** What the names of the tables with kept rows begin with. */
    public static final String PREFIX = "slipway_backup_";

    private static final int NAME_DIGITS = 12;

    private final Connection connection;
    private final String name;
    private final List<Kept> all = new ArrayList<>();

    private record Kept(RowChange change, ChangedTable table, String backup) {

        private String function() {
            return "pg_temp." + backup + "()";
        }
    }

    /** The names of the tables follow from the version, so that they are the same on every target. */
    public RowBackups(Connection connection, String track, String version) {
        this.connection = connection;
        this.name = PREFIX + Digest.of(track + '\0' + version).substring(0, NAME_DIGITS) + "_";
    }

    /**
     * Get ready to keep what a statement changes; called in its transaction, in the session as the file has it.
     *
     * @param position of the statement in its file, from 1
     * @throws BackupRefusedException if that cannot be done so that the rows could be put back
     */
    public void begin(int position, RowChange change) throws SQLException {
        var table = ChangedTable.of(connection, change);
        if (table.isEmpty()) {
            return;
        }
        var kept = new Kept(change, table.get(), name + position);
        createTable(kept);
        define(kept, "INSERT INTO %s.%s SELECT * FROM slipway_old;".formatted(kept.table.schema(), kept.backup));
        Rows.run(connection, """
                CREATE TRIGGER %s
                AFTER %s ON %s
                REFERENCING OLD TABLE AS slipway_old
                FOR EACH STATEMENT EXECUTE FUNCTION %s
                """.formatted(
                        kept.backup, change.deletes() ? "DELETE" : "UPDATE", kept.table.qualified(), kept.function()));
        all.add(kept);
    }

    /** Whoever may read the table by a default of its schema need not read its kept rows. */
    private void createTable(Kept kept) throws SQLException {
        var backup = kept.table.schema() + "." + kept.backup;
        Rows.run(connection, "CREATE TABLE %s (LIKE %s)".formatted(backup, kept.table.qualified()));
        var others = Rows.list(connection, """
                SELECT DISTINCT CASE WHEN a.grantee OPERATOR(pg_catalog.=) 0 THEN 'PUBLIC'
                                     ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END
                FROM pg_catalog.pg_class c
                CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) a
                WHERE c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(?)
                  AND a.grantee OPERATOR(pg_catalog.<>) c.relowner
                """, row -> row.getString(1), backup);
        if (!others.isEmpty()) {
            Rows.run(connection, "REVOKE ALL ON TABLE %s FROM %s".formatted(backup, String.join(", ", others)));
        }
    }

    private void define(Kept kept, String work) throws SQLException {
        Rows.run(
                connection,
                "CREATE OR REPLACE FUNCTION %s RETURNS trigger LANGUAGE plpgsql AS %s"
                        .formatted(kept.function(), literal("BEGIN " + work + " RETURN NULL; END")));
    }

    /** Return an escaped string, which is read the same whatever the file set. */
    private static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** Return how many rows a statement that was executed has changed; what it returns of them is read for that. */
    public static long rows(Statement executed) throws SQLException {
        if (executed.getLargeUpdateCount() >= 0) {
            return executed.getLargeUpdateCount();
        }
        var count = 0L;
        try (var returned = executed.getResultSet()) {
            while (returned != null && returned.next()) {
                count++;
            }
        }
        return count;
    }

    /**
     * Make sure that what a statement changed is kept, and keep nothing of later ones.
     *
     * @param position of the statement in its file, from 1
     * @param rows how many it changed
     * @throws BackupRefusedException if the rows kept are not those
     */
    public void end(int position, long rows) throws SQLException {
        var kept = all.stream().filter(it -> it.backup.equals(name + position)).findFirst();
        if (kept.isEmpty()) {
            return;
        }
        define(kept.get(), "");
        var found = Rows.number(
                connection,
                "SELECT pg_catalog.count(*) FROM %s.%s"
                        .formatted(kept.get().table.schema(), kept.get().backup));
        if (found != rows) {
            throw new BackupRefusedException(
                    "%d rows of '%s' changed, and %d were kept."
                            .formatted(rows, kept.get().change.table().qualifiedName(), found),
                    "Triggers of the table change its rows too, or triggers are switched off: take '-- slipway: backup' out.");
        }
    }

    /** Take the triggers away before the commit; return the SQL that puts the rows back, the last change first, or null for none. */
    public @Nullable String finish() throws SQLException {
        var restores = new ArrayList<String>();
        for (var kept : all.reversed()) {
            if (isThere(kept)) {
                restores.add(kept.table.restore(kept.change, kept.backup));
            }
        }
        if (restores.isEmpty()) {
            return null;
        }
        // A table with constraints still to be checked cannot lose a trigger; at commit they would be checked anyway.
        Rows.run(connection, "SET CONSTRAINTS ALL IMMEDIATE");
        for (var kept : all) {
            Rows.run(connection, "DROP FUNCTION IF EXISTS " + kept.function() + " CASCADE");
        }
        return String.join("\n", restores);
    }

    /** A file may roll back to a savepoint, and then its change is gone with the copy. */
    private boolean isThere(Kept kept) throws SQLException {
        return Rows.flag(
                connection, "SELECT pg_catalog.to_regclass(?) IS NOT NULL", kept.table.schema() + "." + kept.backup);
    }
}
