package io.slipway.mariadb.script;

import io.slipway.mariadb.script.MariaDbStatement.Nature;
import io.slipway.mariadb.script.Subject.Type;
import io.slipway.sql.Destruction;
import io.slipway.sql.ObjectReference;
import io.slipway.sql.ObjectReference.Use;
import io.slipway.sql.StatementKind;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads statements that commit by themselves: which objects they define, change or remove. */
final class DefinitionReader {

    private static final Set<String> BEFORE_INDEX = Set.of("UNIQUE", "FULLTEXT", "SPATIAL", "VECTOR");
    private static final Set<String> ADVERBS =
            Set.of("ONLINE", "OFFLINE", "IGNORE", "AGGREGATE", "LOCAL", "NO_WRITE_TO_BINLOG");
    private static final Set<String> TABLE = Set.of("TABLE", "TABLES");

    private final Cursor cursor;
    private final Refuse refuse;

    DefinitionReader(Cursor cursor, Refuse refuse) {
        this.cursor = cursor;
        this.refuse = refuse;
    }

    /** Refuses the statement, and is null. */
    @FunctionalInterface
    interface Refuse {
        @Nullable
        What because(String what, String help);
    }

    /** Return what the statement is, or null if it is refused or not known. */
    @Nullable
    What read(String verb) {
        return switch (verb) {
            case "CREATE" -> created();
            case "ALTER" -> altered();
            case "DROP" -> dropped();
            case "RENAME" -> renamed();
            case "TRUNCATE" -> truncated();
            default -> maintained();
        };
    }

    private @Nullable What created() {
        var replace = cursor.acceptAll("OR", "REPLACE");
        if (cursor.accept("TEMPORARY")) {
            return cursor.accept("TABLE") ? What.rows(StatementKind.CREATE_TABLE) : null;
        }
        attributes();
        cursor.acceptOneOf(BEFORE_INDEX);
        var object = cursor.next().text().toUpperCase(Locale.ROOT);
        cursor.acceptIf();
        return switch (object) {
            case "TABLE" -> createdTable(replace);
            case "VIEW" -> named(StatementKind.CREATE_VIEW, Type.RELATION, ObjectReference.Type.VIEW, Use.CREATED);
            case "SEQUENCE" -> {
                var what =
                        named(StatementKind.CREATE_SEQUENCE, Type.RELATION, ObjectReference.Type.SEQUENCE, Use.CREATED);
                yield replace && what != null ? what.as(Nature.BLIND_DEFINITION) : what;
            }
            case "INDEX" -> onTable(StatementKind.CREATE_INDEX);
            case "TRIGGER" ->
                named(StatementKind.CREATE_TRIGGER, Type.TRIGGER, ObjectReference.Type.OTHER, Use.CREATED);
            case "PROCEDURE" ->
                named(StatementKind.CREATE_FUNCTION, Type.PROCEDURE, ObjectReference.Type.FUNCTION, Use.CREATED);
            case "FUNCTION" -> createdFunction();
            case "EVENT" -> named(StatementKind.CREATE_OTHER, Type.EVENT, ObjectReference.Type.OTHER, Use.CREATED);
            default -> null;
        };
    }

    private @Nullable What createdTable(boolean replace) {
        var what = named(StatementKind.CREATE_TABLE, Type.RELATION, ObjectReference.Type.TABLE, Use.CREATED);
        if (what != null && cursor.rest().stream().anyMatch(token -> token.is("SELECT"))) {
            return refuse.because(
                    "makes a table and fills it, of which an interrupted server may do a part",
                    "Make the table in one file, and fill it by INSERT … SELECT in the next.");
        }
        return what == null || !replace
                ? what
                : what.losing(Destruction.Kind.DROP_TABLE, what.named()).as(Nature.BLIND_DEFINITION);
    }

    private @Nullable What createdFunction() {
        var what = named(StatementKind.CREATE_FUNCTION, Type.FUNCTION, ObjectReference.Type.FUNCTION, Use.CREATED);
        return cursor.rest().stream().anyMatch(token -> token.is("SONAME"))
                ? refuse.because("loads a library into the server", "Have the server's administrator do it.")
                : what;
    }

    private @Nullable What altered() {
        attributes();
        var object = cursor.next().text().toUpperCase(Locale.ROOT);
        cursor.acceptIf();
        return switch (object) {
            case "TABLE" -> alteredTable();
            case "VIEW" -> named(StatementKind.ALTER_VIEW, Type.RELATION, ObjectReference.Type.VIEW, Use.ALTERED);
            case "SEQUENCE" -> {
                var what =
                        named(StatementKind.ALTER_SEQUENCE, Type.RELATION, ObjectReference.Type.SEQUENCE, Use.ALTERED);
                yield what == null ? null : what.as(Nature.BLIND_DEFINITION);
            }
            case "PROCEDURE" ->
                named(StatementKind.ALTER_OTHER, Type.PROCEDURE, ObjectReference.Type.FUNCTION, Use.ALTERED);
            case "FUNCTION" ->
                named(StatementKind.ALTER_OTHER, Type.FUNCTION, ObjectReference.Type.FUNCTION, Use.ALTERED);
            case "EVENT" -> named(StatementKind.ALTER_OTHER, Type.EVENT, ObjectReference.Type.OTHER, Use.ALTERED);
            default -> null;
        };
    }

    private @Nullable What alteredTable() {
        var name = cursor.name();
        if (name == null) {
            return unqualified();
        }
        if (cursor.accept("WAIT")) {
            cursor.next();
        }
        cursor.accept("NOWAIT");
        var change = TableChange.of(name, cursor);
        if (change.isRefused()) {
            return refuse.because(
                    "moves a table's files or names another database", "Do it by hand, outside of a migration.");
        }
        var what = What.definition(StatementKind.ALTER_TABLE, Subject.relation(name))
                .on(name, ObjectReference.Type.TABLE, Use.ALTERED)
                .losing(change.destructions());
        var newName = change.newName();
        what = newName == null ? what : what.and(Subject.relation(newName));
        return change.isBlind() ? what.as(Nature.BLIND_DEFINITION) : what;
    }

    private @Nullable What dropped() {
        if (cursor.accept("TEMPORARY")) {
            return cursor.acceptOneOf(TABLE) ? What.rows(StatementKind.DROP) : null;
        }
        attributes();
        var object = cursor.next().text().toUpperCase(Locale.ROOT);
        cursor.acceptIf();
        var what = switch (object) {
            case "TABLE", "TABLES" -> lost(Type.RELATION, ObjectReference.Type.TABLE, Destruction.Kind.DROP_TABLE);
            case "VIEW" -> lost(Type.RELATION, ObjectReference.Type.VIEW, Destruction.Kind.DROP_VIEW);
            case "SEQUENCE" -> lost(Type.RELATION, ObjectReference.Type.SEQUENCE, Destruction.Kind.DROP_SEQUENCE);
            case "INDEX" -> {
                var name = cursor.peek().text();
                var index = onTable(StatementKind.DROP);
                yield index == null ? null : index.losing(Destruction.Kind.DROP_INDEX, name);
            }
            case "TRIGGER" -> lost(Type.TRIGGER, ObjectReference.Type.OTHER, Destruction.Kind.DROP_OTHER);
            case "PROCEDURE" -> lost(Type.PROCEDURE, ObjectReference.Type.FUNCTION, Destruction.Kind.DROP_FUNCTION);
            case "FUNCTION" -> lost(Type.FUNCTION, ObjectReference.Type.FUNCTION, Destruction.Kind.DROP_FUNCTION);
            case "EVENT" -> lost(Type.EVENT, ObjectReference.Type.OTHER, Destruction.Kind.DROP_OTHER);
            default -> null;
        };
        return what != null && cursor.peek().isSymbol(',')
                ? refuse.because(
                        "drops several objects, of which an interrupted server may drop some and leave others",
                        "Write one DROP for each of them.")
                : what;
    }

    private @Nullable What lost(Type type, ObjectReference.Type reference, Destruction.Kind loss) {
        var what = named(StatementKind.DROP, type, reference, Use.DROPPED);
        return what == null ? null : what.losing(loss, what.named());
    }

    private @Nullable What renamed() {
        if (!cursor.acceptOneOf(TABLE)) {
            return null;
        }
        cursor.acceptIf();
        @Nullable What what = null;
        var pairs = 0;
        do {
            var from = cursor.name();
            var to = from != null && cursor.accept("TO") ? cursor.name() : null;
            if (from == null || to == null) {
                return unqualified();
            }
            what = (what == null
                            ? What.definition(StatementKind.RENAME, Subject.relation(from))
                            : what.and(Subject.relation(from)))
                    .and(Subject.relation(to))
                    .on(from, ObjectReference.Type.TABLE, Use.ALTERED);
            pairs++;
        } while (cursor.acceptSymbol(','));
        return pairs > 1 ? what.as(Nature.BLIND_DEFINITION) : what;
    }

    private @Nullable What truncated() {
        cursor.accept("TABLE");
        var name = cursor.name();
        return name == null
                ? unqualified()
                : What.definition(StatementKind.TRUNCATE, Subject.relation(name))
                        .on(name, ObjectReference.Type.TABLE, Use.WRITTEN)
                        .losing(Destruction.Kind.TRUNCATE, name)
                        .as(Nature.BLIND_DEFINITION);
    }

    private @Nullable What maintained() {
        cursor.acceptOneOf(ADVERBS);
        return cursor.acceptOneOf(TABLE) ? new What(Nature.REPEATABLE, StatementKind.ANALYZE) : null;
    }

    private @Nullable What onTable(StatementKind kind) {
        if (cursor.name() == null || !cursor.skipTo("ON")) {
            return unqualified();
        }
        var table = cursor.name();
        return table == null
                ? unqualified()
                : What.definition(kind, Subject.relation(table)).on(table, ObjectReference.Type.TABLE, Use.ALTERED);
    }

    private @Nullable What named(StatementKind kind, Type type, ObjectReference.Type reference, Use use) {
        var name = cursor.name();
        return name == null
                ? unqualified()
                : What.definition(kind, new Subject(type, name)).on(name, reference, use);
    }

    private @Nullable What unqualified() {
        return refuse.because(
                "names its object together with a database, or not at all",
                "Write the name alone: a file runs in the database of its target.");
    }

    /** Skip what may stand before the kind of object: who it belongs to, how it is worked off. */
    private void attributes() {
        while (true) {
            if (cursor.acceptAll("SQL", "SECURITY") || cursor.accept("ALGORITHM") || cursor.accept("DEFINER")) {
                value();
            } else if (!cursor.acceptOneOf(ADVERBS)) {
                return;
            }
        }
    }

    private void value() {
        cursor.acceptSymbol('=');
        cursor.next();
        if (cursor.peek().kind() == Token.Kind.VARIABLE) {
            cursor.next();
        }
        if (cursor.acceptSymbol('(')) {
            cursor.acceptSymbol(')');
        }
    }
}
