package io.slipway.mariadb.script;

import io.slipway.mariadb.script.MariaDbStatement.Nature;
import io.slipway.sql.Destruction;
import io.slipway.sql.ObjectReference;
import io.slipway.sql.ObjectReference.Use;
import io.slipway.sql.StatementKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells by a statement's first words what it is; what is not known here is refused. */
final class StatementReader {

    private static final Set<String> TRANSACTION =
            Set.of("BEGIN", "START", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "XA", "LOCK", "UNLOCK");
    private static final Set<String> CODE = Set.of("PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE");

    private final String sql;
    private final int position;
    private final Piece piece;
    private final List<Refusal> refusals;
    private final Cursor cursor;
    private @Nullable Refusal refusal;

    StatementReader(String sql, int position, Piece piece, List<Refusal> refusals) {
        this.sql = sql;
        this.position = position;
        this.piece = piece;
        this.refusals = refusals;
        this.cursor = new Cursor(piece.tokens());
    }

    /** Return the statement, unless it is refused. */
    Optional<MariaDbStatement> read() {
        var code = isCode();
        Bans.of(sql, piece, code).ifPresent(ban -> refuse(ban.what(), ban.help()));
        if (code && Bans.isCutCode(piece.tokens())) {
            refuse("begins code that does not end", "Put 'DELIMITER //' before it, and '//' behind its END.");
        }
        var what = refusal == null ? what() : null;
        if (refusal != null || what == null) {
            refusals.add(refusal == null ? unknown() : refusal);
            return Optional.empty();
        }
        return Optional.of(new MariaDbStatement(
                position,
                piece.start(),
                piece.end(),
                piece.line(),
                sql.substring(piece.start(), piece.end()),
                what.nature(),
                what.kind(),
                what.subjects(),
                what.references(),
                what.destructions(),
                MariaDbStatement.names(piece.tokens())));
    }

    /** Tell whether it carries code, in which delimiters and much else is nobody's concern here. */
    private boolean isCode() {
        var words = piece.tokens().stream().limit(12).toList();
        if (!words.getFirst().is("CREATE") && !words.getFirst().is("ALTER")) {
            return false;
        }
        for (var word : words) {
            if (word.is("TABLE") || word.is("VIEW") || word.is("INDEX") || word.is("SEQUENCE")) {
                return false;
            }
            if (word.isOneOf(CODE)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable What what() {
        var first = cursor.next();
        var word = first.text().toUpperCase(Locale.ROOT);
        if (first.isSymbol('(')) {
            return What.rows(StatementKind.SELECT);
        }
        if (first.kind() != Token.Kind.WORD) {
            return null;
        }
        if (TRANSACTION.contains(word)) {
            return refuse(
                    "steers transactions, which Slipway does itself",
                    "Take it out: a file that changes rows is one transaction, and each definition commits by itself.");
        }
        return switch (word) {
            case "CREATE", "ALTER", "DROP", "RENAME", "TRUNCATE", "ANALYZE", "OPTIMIZE", "CHECK", "REPAIR" ->
                new DefinitionReader(cursor, this::refuse).read(word);
            case "GRANT" -> new What(Nature.BLIND_DEFINITION, StatementKind.GRANT);
            case "REVOKE" -> new What(Nature.BLIND_DEFINITION, StatementKind.REVOKE);
            case "SET" -> settings();
            case "INSERT", "REPLACE" -> written(StatementKind.INSERT, cursor.skipTo("INTO"));
            case "UPDATE" -> updated();
            case "DELETE" -> deleted();
            case "SELECT", "VALUES", "DO" -> What.rows(StatementKind.SELECT);
            case "WITH" -> What.rows(cursor.skipTo("SELECT") ? StatementKind.SELECT : StatementKind.UPDATE);
            default -> refusedByName(word);
        };
    }

    private @Nullable What settings() {
        return SessionSettings.areAllowed(cursor.rest())
                ? new What(Nature.SESSION, StatementKind.SET)
                : refuse(
                        "sets what a migration may not set",
                        "Take it out; 'SET sql_mode', 'SET NAMES utf8mb4', 'SET foreign_key_checks', timeouts"
                                + " and variables of its own are what a file may set, for its session alone.");
    }

    private What written(StatementKind kind, boolean hasInto) {
        var name = hasInto ? cursor.name() : null;
        return What.rows(kind).on(name, ObjectReference.Type.TABLE, Use.WRITTEN);
    }

    private What updated() {
        while (cursor.accept("LOW_PRIORITY") || cursor.accept("IGNORE")) {
            continue;
        }
        var what = written(StatementKind.UPDATE, true);
        return cursor.skipTo("WHERE") ? what : what.losing(Destruction.Kind.UPDATE_WITHOUT_WHERE, what.named());
    }

    private What deleted() {
        var what = written(StatementKind.DELETE, cursor.skipTo("FROM"));
        return cursor.skipTo("WHERE") ? what : what.losing(Destruction.Kind.DELETE_WITHOUT_WHERE, what.named());
    }

    private @Nullable What refusedByName(String word) {
        return switch (word) {
            case "CALL" ->
                refuse(
                        "calls a procedure, which may end the transaction it is called in",
                        "Write its statements into the file.");
            case "LOAD" ->
                refuse("loads a file that no migration has", "Insert the rows, or load them by another way.");
            case "PREPARE", "EXECUTE", "DEALLOCATE" ->
                refuse("runs SQL that cannot be read here", "Write the statement itself into the file.");
            case "USE" ->
                refuse("leaves the target's database", "Take it out: a file runs in the database of its target.");
            default -> null;
        };
    }

    private @Nullable What refuse(String what, String help) {
        refusal = refusal == null ? new Refusal(position, piece.line(), what, help) : refusal;
        return null;
    }

    private Refusal unknown() {
        return new Refusal(
                position,
                piece.line(),
                "is no statement that Slipway runs on MariaDB and MySQL",
                "Take it out, and do it by hand if it is needed; the documentation lists what is run.");
    }
}
