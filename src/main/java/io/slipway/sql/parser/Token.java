package io.slipway.sql.parser;

import io.slipway.sql.Node;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A word, literal or mark of SQL, as PostgreSQL's scanner sees it.
 *
 * @param text as written
 * @param name the scanner's name of its kind
 */
public record Token(String text, String name) {

    /** Read the scanner's answer; empty if it is the text of an error. */
    static Optional<List<Token>> read(byte[] answer) {
        if (answer.length == 0 || answer[0] != '{') {
            return Optional.empty();
        }
        List<Node> tokens = TreeReader.read(answer).nodes("tokens");
        return Optional.of(tokens.stream()
                .filter(token -> !token.text("tokenName").endsWith("_COMMENT"))
                .map(token -> new Token(token.text("text"), token.text("tokenName")))
                .toList());
    }

    public boolean isLiteral() {
        return name.equals("SCONST") || name.equals("USCONST");
    }

    public boolean isQuotedName() {
        return text.startsWith("\"");
    }

    /** Return what a quoted literal holds, as far as that can be told without undoing its escapes. */
    public String content() {
        if (text.startsWith("$")) {
            int mark = text.indexOf('$', 1) + 1;
            return text.substring(mark, text.length() - mark);
        }
        int open = text.indexOf('\'');
        return text.substring(open + 1, text.length() - 1).replace("''", "'");
    }

    /** Return the word with its case folded as PostgreSQL folds it; for a quoted name, what is in the quotes. */
    public String word() {
        if (isQuotedName()) {
            return text.substring(1, text.length() - 1).replace("\"\"", "\"");
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
