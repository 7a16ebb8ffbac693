package io.slipway.mariadb.script;

import io.slipway.sql.Destruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the clauses of an ALTER TABLE take away, and which of them show in no definition. */
final class TableChange {

    private static final Set<String> KEYS = Set.of("INDEX", "KEY", "PRIMARY");
    private static final Set<String> RULES = Set.of("FOREIGN", "CONSTRAINT", "CHECK");
    private static final Set<String> UNSEEN = Set.of(
            "TRUNCATE",
            "EXCHANGE",
            "DISCARD",
            "IMPORT",
            "REBUILD",
            "OPTIMIZE",
            "REPAIR",
            "ANALYZE",
            "CHECK",
            "CONVERT");
    private static final Set<String> REFUSED = Set.of("DISCARD", "IMPORT");

    private final String table;
    private final List<Destruction> destructions = new ArrayList<>();
    private @Nullable String newName;
    private boolean blind;
    private boolean refused;

    private TableChange(String table) {
        this.table = table;
    }

    static TableChange of(String table, Cursor behindName) {
        var change = new TableChange(table);
        for (var clause : behindName.clauses()) {
            change.clause(new Cursor(clause));
        }
        return change;
    }

    List<Destruction> destructions() {
        return destructions;
    }

    /** Return the name that the table gets. */
    @Nullable
    String newName() {
        return newName;
    }

    boolean isBlind() {
        return blind;
    }

    boolean isRefused() {
        return refused;
    }

    private void clause(Cursor clause) {
        var first = clause.next();
        if (first.is("DROP")) {
            dropped(clause);
        } else if (first.is("MODIFY") || first.is("CHANGE")) {
            clause.accept("COLUMN");
            clause.acceptIf();
            lost(
                    Destruction.Kind.COLUMN_TYPE_CHANGE,
                    table + "." + clause.next().text());
        } else if (first.is("RENAME") && !clause.peek().isOneOf(Set.of("COLUMN", "INDEX", "KEY"))) {
            if (!clause.accept("TO")) {
                clause.accept("AS");
            }
            newName = clause.name();
            refused |= newName == null;
        } else if (first.isOneOf(UNSEEN) && isOfRows(first, clause)) {
            blind = true;
            refused |= first.isOneOf(REFUSED);
            if (first.is("TRUNCATE") || first.is("EXCHANGE")) {
                lost(Destruction.Kind.TRUNCATE, table);
            }
        }
    }

    /** CONVERT TO CHARACTER SET shows in the definition; CONVERT TABLE … TO PARTITION and the others move or lose rows. */
    private static boolean isOfRows(Token first, Cursor clause) {
        return first.is("CONVERT") ? !clause.peek().is("TO") : true;
    }

    private void dropped(Cursor clause) {
        if (clause.acceptOneOf(KEYS)) {
            clause.accept("KEY");
            clause.acceptIf();
            lost(Destruction.Kind.DROP_INDEX, table + "." + clause.next().text().strip());
        } else if (clause.acceptOneOf(RULES)) {
            clause.accept("KEY");
            clause.acceptIf();
            lost(Destruction.Kind.DROP_CONSTRAINT, table + "." + clause.next().text());
        } else if (clause.accept("PARTITION")) {
            clause.acceptIf();
            lost(
                    Destruction.Kind.DROP_TABLE,
                    table + " partition " + clause.next().text());
        } else if (!clause.accept("SYSTEM") && !clause.accept("PERIOD")) {
            clause.accept("COLUMN");
            clause.acceptIf();
            lost(Destruction.Kind.DROP_COLUMN, table + "." + clause.next().text());
        }
    }

    private void lost(Destruction.Kind kind, String object) {
        destructions.add(new Destruction(kind, object, false));
    }
}
