package io.slipway.sql.analysis;

import io.slipway.sql.Statement.TimeLimit;
import io.slipway.sql.parser.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks through code that a statement carries as text, in whatever language, token by token, with the literals in it, since code may
 * execute these.
 *
 * <p>It errs on the side of finding something: what it finds is refused with a reason, what it misses is not.
 */
final class CodeReader {

    static final String UNLOCK_ALL = "pg_advisory_unlock_all";

    private static final Set<String> MARKS =
            Set.of(UNLOCK_ALL, "role", "authorization", "commit", "rollback", "_timeout");
    private static final Set<String> BEFORE_STATEMENT =
            Set.of(";", "begin", "then", "else", "loop", ">>", "declare", "atomic");
    private static final int DEEPEST = 5;

    private final Function<String, Optional<List<Token>>> scanner;
    private final String ledger;

    /**
     * Read code.
     *
     * @param ledger the name of the ledger's schema, in lower case
     */
    CodeReader(Function<String, Optional<List<Token>>> scanner, String ledger) {
        this.scanner = scanner;
        this.ledger = ledger;
    }

    /** Tell whether a name is that of the ledger's schema. */
    boolean isLedger(String name) {
        return name.equals(ledger);
    }

    CodeFacts read(String code) {
        return read(code, 0);
    }

    /** Tell whether a literal, read as a name or as SQL, names something in the ledger's schema or that schema itself. */
    boolean namesLedger(String literal) {
        return read(literal, 1).slipwaySchema();
    }

    private CodeFacts read(String code, int depth) {
        String folded = code.toLowerCase(Locale.ROOT);
        if (depth > DEEPEST || !folded.contains(ledger) && MARKS.stream().noneMatch(folded::contains)) {
            return CodeFacts.NONE;
        }
        return scanner.apply(code).map(tokens -> read(tokens, depth)).orElseGet(() -> readUnscannable(folded));
    }

    private CodeFacts read(List<Token> tokens, int depth) {
        CodeFacts facts = CodeFacts.NONE;
        for (int i = 0; i < tokens.size(); i++) {
            facts = facts.and(read(tokens.get(i), new Words(tokens, i), depth));
        }
        return facts;
    }

    private CodeFacts read(Token token, Words words, int depth) {
        if (token.isLiteral()) {
            return read(token.content(), depth + 1);
        }
        CodeFacts facts = readWord(words, depth);
        // A literal of a language that is not SQL.
        return token.isQuotedName() ? facts.and(read(token.word(), depth + 1)) : facts;
    }

    private CodeFacts readWord(Words words, int depth) {
        boolean statement = words.startsStatement();
        String target = words.at(statement ? words.settingOffset() : 0);
        boolean sets = statement && (words.at(0).equals("set") || words.at(0).equals("reset"));
        boolean configures = words.at(0).equals("set_config") && words.at(1).equals("(");
        String configured = configures ? words.literalAt(2) : "";
        return new CodeFacts(
                isLedger(words.at(0)) && (depth == 0 || words.at(1).equals(".") || words.standAlone()),
                words.at(0).equals(UNLOCK_ALL),
                sets && target.equals("role") || configured.equals("role"),
                sets
                                && target.equals("session")
                                && words.at(words.settingOffset() + 1).equals("authorization")
                        || configured.equals("session_authorization"),
                statement
                        && depth == 0
                        && (words.at(0).equals("commit") || words.at(0).equals("rollback")),
                limits(configures ? configured : sets ? target : ""));
    }

    private static Set<TimeLimit> limits(String setting) {
        return TimeLimit.named(setting).map(Set::of).orElse(Set.of());
    }

    /** Code of a language with other tokens: the words alone must do. */
    private CodeFacts readUnscannable(String folded) {
        return new CodeFacts(
                folded.contains(ledger + "."),
                folded.contains(UNLOCK_ALL),
                folded.contains("set role") || folded.contains("reset role"),
                folded.contains("session authorization") || folded.contains("session_authorization"),
                false,
                Stream.of(TimeLimit.values())
                        .filter(limit -> folded.contains(limit.name().toLowerCase(Locale.ROOT)))
                        .collect(Collectors.toSet()));
    }

    /** The tokens of a code, seen from one of them. */
    private record Words(List<Token> tokens, int index) {

        String at(int offset) {
            int wanted = index + offset;
            return wanted >= 0 && wanted < tokens.size() ? tokens.get(wanted).word() : "";
        }

        String literalAt(int offset) {
            int wanted = index + offset;
            boolean literal = wanted < tokens.size() && tokens.get(wanted).isLiteral();
            return literal ? tokens.get(wanted).content().toLowerCase(Locale.ROOT) : "";
        }

        boolean startsStatement() {
            return index == 0 || BEFORE_STATEMENT.contains(at(-1));
        }

        boolean standAlone() {
            return tokens.size() == 1;
        }

        /** Return where the name of the setting stands behind SET, with or without LOCAL or SESSION. */
        int settingOffset() {
            boolean local = at(1).equals("local");
            boolean session = at(1).equals("session") && !at(2).equals("authorization");
            return local || session ? 2 : 1;
        }
    }
}
