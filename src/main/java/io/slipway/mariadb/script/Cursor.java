package io.slipway.mariadb.script;

import io.slipway.mariadb.script.Token.Kind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A place in a statement's tokens that goes forward. */
final class Cursor {

    private static final Token NONE = new Token(Kind.SYMBOL, " ", 0, 0);

    private final List<Token> tokens;
    private int at;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return at < tokens.size() ? tokens.get(at) : NONE;
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    Token next() {
        var token = peek();
        at++;
        return token;
    }

    boolean accept(String word) {
        var there = peek().is(word);
        at += there ? 1 : 0;
        return there;
    }

    boolean acceptOneOf(Set<String> words) {
        var there = peek().isOneOf(words);
        at += there ? 1 : 0;
        return there;
    }

    boolean acceptSymbol(char symbol) {
        var there = peek().isSymbol(symbol);
        at += there ? 1 : 0;
        return there;
    }

    /** Accept all of the words or none. */
    boolean acceptAll(String... words) {
        for (var i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    /** Accept IF EXISTS and IF NOT EXISTS. */
    void acceptIf() {
        if (!acceptAll("IF", "NOT", "EXISTS")) {
            acceptAll("IF", "EXISTS");
        }
    }

    /** Return a name without a qualifier, or null if there is none. */
    @Nullable
    String name() {
        if (!peek().isName()) {
            return null;
        }
        var name = next().text();
        return peek().isSymbol('.') ? null : name;
    }

    /** Go on to a word outside of parentheses, and behind it; tell whether it is there. */
    boolean skipTo(String word) {
        var depth = 0;
        while (!atEnd()) {
            if (depth == 0 && accept(word)) {
                return true;
            }
            depth += depth(next());
        }
        return false;
    }

    /** Return what is left, parted at the commas outside of parentheses. */
    List<List<Token>> clauses() {
        var clauses = new java.util.ArrayList<List<Token>>();
        var clause = new java.util.ArrayList<Token>();
        var depth = 0;
        while (!atEnd()) {
            var token = next();
            depth += depth(token);
            if (depth == 0 && token.isSymbol(',')) {
                clauses.add(List.copyOf(clause));
                clause.clear();
            } else {
                clause.add(token);
            }
        }
        clauses.add(List.copyOf(clause));
        return clauses;
    }

    List<Token> rest() {
        return at >= tokens.size() ? List.of() : tokens.subList(at, tokens.size());
    }

    private static int depth(Token token) {
        return token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
    }
}
