package io.slipway.sql.text;

/**
 * Finds semicolons that may end a statement: those that stand in no quoted text, comment or parentheses. A few of these end none, as in a
 * function's body between BEGIN ATOMIC and END; the grammar refuses a script that is cut there.
 */
public final class StatementEnds {

    private final TokenWalker walker;
    private int depth;
    private int before;
    private int found;

    public StatementEnds(String text) {
        this.walker = new TokenWalker(text);
    }

    /**
     * Return the place behind the first such semicolon from a place on, or the text's end. Places may not fall below the last one that was before
     * an answer, so that all questions together cost one walk.
     */
    public int next(int from) {
        while (found < from && !walker.atEnd()) {
            before = found;
            found = walk();
        }
        return found;
    }

    /** Return the place behind the last such semicolon before the last answer, 0 for none. */
    public int before() {
        return before;
    }

    private int walk() {
        while (!walker.atEnd()) {
            char character = walker.current();
            boolean token = walker.step();
            if (token && character == ';' && depth <= 0) {
                depth = 0;
                return walker.position();
            }
            if (token && (character == '(' || character == '[')) {
                depth++;
            } else if (token && (character == ')' || character == ']')) {
                depth--;
            }
        }
        return walker.position();
    }
}
