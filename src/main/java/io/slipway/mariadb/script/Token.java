package io.slipway.mariadb.script;

import java.util.Locale;
import java.util.Set;

/**
 * A piece of SQL that the server takes as one.
 *
 * @param text a name or string without its quotes, everything else as written
 * @param start of it in the file, in characters from 0
 * @param end behind it
 */
record Token(Kind kind, String text, int start, int end) {

    /** What a token is. */
    enum Kind {
        /** A keyword, or a name without quotes. */
        WORD,
        /** A name in backticks. */
        NAME,
        STRING,
        NUMBER,
        /** A user's variable, a system variable behind two @, or the host of an account. */
        VARIABLE,
        SYMBOL
    }

    boolean is(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isOneOf(Set<String> upperCaseWords) {
        return kind == Kind.WORD && upperCaseWords.contains(text.toUpperCase(Locale.ROOT));
    }

    boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.NAME;
    }
}
