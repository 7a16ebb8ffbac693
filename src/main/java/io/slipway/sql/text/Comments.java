package io.slipway.sql.text;

/** Where comments end. */
public final class Comments {

    private Comments() {}

    /** Return the end of the line in which a place is. */
    public static int endOfLine(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** Return the end of a block comment; they nest. */
    public static int endOfBlock(String text, int start) {
        int depth = 1;
        int position = start + 2;
        while (depth > 0 && position < text.length()) {
            if (text.startsWith("/*", position)) {
                depth++;
                position += 2;
            } else if (text.startsWith("*/", position)) {
                depth--;
                position += 2;
            } else {
                position++;
            }
        }
        return position;
    }

    /**
     * Return a statement without blanks and comments behind its last token, which the grammar counts as part of it.
     *
     * @param statement one that the grammar has accepted
     */
    public static String withoutTrailing(String statement) {
        String text = statement.stripTrailing();
        boolean mayHaveComment = text.endsWith("*/") || text.indexOf("--", text.lastIndexOf('\n') + 1) >= 0;
        return mayHaveComment ? text.substring(0, endOfLastToken(text)) : text;
    }

    private static int endOfLastToken(String text) {
        int end = 0;
        var walker = new TokenWalker(text);
        while (!walker.atEnd()) {
            if (walker.step()) {
                end = walker.position();
            }
        }
        return end;
    }
}
