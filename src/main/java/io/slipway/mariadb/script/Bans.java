package io.slipway.mariadb.script;

import io.slipway.mariadb.script.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What no statement may do, whatever it is. */
final class Bans {

    static final String LEDGER_PREFIX = "slipway_";

    private static final Set<String> LOCKS = Set.of("GET_LOCK", "RELEASE_LOCK", "RELEASE_ALL_LOCKS");
    private static final Set<String> FILES = Set.of("OUTFILE", "DUMPFILE");

    private Bans() {}

    /** What is refused, and what to do instead. */
    record Ban(String what, String help) {}

    static Optional<Ban> of(String sql, Piece piece, boolean code) {
        var tokens = piece.tokens();
        if (piece.executable() >= 0 && !piece.wrapped()) {
            return Optional.of(new Ban(
                    "has a comment '/*!' in it, which some servers execute and others do not",
                    "Write what it shall do without such comments."));
        }
        if (tokens.stream().anyMatch(token -> token.isSymbol('\\'))) {
            return Optional.of(new Ban(
                    "has a backslash outside of quotes, with which commands of the client mysql begin",
                    "Take the client's commands out: only SQL is run."));
        }
        if (namesLedger(tokens) || code && text(sql, piece).contains(LEDGER_PREFIX)) {
            return Optional.of(new Ban(
                    "names Slipway's own tables, which begin with '%s'".formatted(LEDGER_PREFIX),
                    "Leave them to Slipway; 'slipway revisions' shows what they say."));
        }
        if (tokens.stream().anyMatch(token -> token.isOneOf(LOCKS))) {
            return Optional.of(new Ban(
                    "takes or gives back a lock of the session, as Slipway does itself",
                    "Take GET_LOCK and RELEASE_LOCK out: one migration runs at a time as it is."));
        }
        if (!code && intoFile(tokens)) {
            return Optional.of(
                    new Ban("writes a file of the server", "Read the rows by another way than a migration."));
        }
        if (!code && tokens.subList(0, tokens.size() - 1).stream().anyMatch(token -> token.isSymbol(';'))) {
            return Optional.of(new Ban(
                    "is more than one statement between two delimiters", "Put the delimiter behind each of them."));
        }
        return Optional.empty();
    }

    private static boolean namesLedger(List<Token> tokens) {
        return tokens.stream()
                .filter(Token::isName)
                .anyMatch(token -> token.text().toLowerCase(Locale.ROOT).startsWith(LEDGER_PREFIX));
    }

    private static boolean intoFile(List<Token> tokens) {
        for (var index = 1; index < tokens.size(); index++) {
            if (tokens.get(index).isOneOf(FILES) && tokens.get(index - 1).is("INTO")) {
                return true;
            }
        }
        return false;
    }

    private static String text(String sql, Piece piece) {
        return sql.substring(piece.start(), piece.end()).toLowerCase(Locale.ROOT);
    }

    /** Tell whether code that is written as BEGIN … END was cut by the usual delimiter. */
    static boolean isCutCode(List<Token> tokens) {
        var begins = tokens.stream().filter(token -> token.is("BEGIN")).count();
        return begins > 0
                && tokens.stream().filter(token -> token.kind() == Kind.WORD).noneMatch(token -> token.is("END"));
    }
}
