package io.slipway.check;

import io.slipway.check.rules.CheckedFile;
import io.slipway.sql.ObjectReference;
import io.slipway.sql.Statement;
import io.slipway.sql.StatementDetail.IndexCreation;
import io.slipway.sql.StatementKind;
import io.slipway.sql.StatementKind.Group;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tables whose size says how much a change has to do: an upper limit, since no condition is looked at.
 *
 * @param known whether that can be told; not of code and of files that could not be read
 * @param rows tables whose rows are changed
 * @param tables all that are changed in any way
 */
public record Touched(boolean known, Set<Table> rows, Set<Table> tables) {

    /** A table as SQL names it; the schema is empty where the search path decides. */
    public record Table(String schema, String name) {}

    private static final Set<StatementKind> CHANGES_ROWS =
            EnumSet.of(StatementKind.UPDATE, StatementKind.DELETE, StatementKind.MERGE, StatementKind.TRUNCATE);

    /** What holds where nothing is pending. */
    static final Touched NOTHING = new Touched(true, Set.of(), Set.of());

    public Touched {
        rows = Set.copyOf(rows);
        tables = Set.copyOf(tables);
    }

    static Touched by(CheckedFile file) {
        if (!file.parsed().isUnderstood()) {
            return new Touched(false, Set.of(), Set.of());
        }
        var known = true;
        var rows = new LinkedHashSet<Table>();
        var tables = new LinkedHashSet<Table>();
        for (Statement statement : file.parsed().statements()) {
            known &= statement.kind().group() != Group.CODE;
            if (CHANGES_ROWS.contains(statement.kind())) {
                changed(statement).forEach(rows::add);
            }
            changed(statement).forEach(tables::add);
            statement
                    .detail(IndexCreation.class)
                    .map(IndexCreation::table)
                    .map(Touched::table)
                    .ifPresent(tables::add);
        }
        return new Touched(known, rows, tables);
    }

    Touched and(Touched other) {
        var allRows = new LinkedHashSet<>(rows);
        allRows.addAll(other.rows);
        var allTables = new LinkedHashSet<>(tables);
        allTables.addAll(other.tables);
        return new Touched(known && other.known, allRows, allTables);
    }

    private static Stream<Table> changed(Statement statement) {
        return statement.references().stream().filter(Touched::isChanged).map(Touched::table);
    }

    private static Table table(ObjectReference reference) {
        return new Table(reference.schema(), reference.name());
    }

    private static boolean isChanged(ObjectReference reference) {
        return switch (reference.use()) {
            case ALTERED, DROPPED, WRITTEN -> isTable(reference.type());
            case CREATED, READ -> false;
        };
    }

    private static boolean isTable(ObjectReference.Type type) {
        return switch (type) {
            case TABLE, RELATION, MATERIALIZED_VIEW -> true;
            default -> false;
        };
    }
}
