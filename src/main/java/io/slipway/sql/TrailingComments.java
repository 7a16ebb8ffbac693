package io.slipway.sql;

/**
 * Cuts the comments behind a statement's last token, which the grammar counts as part of it.
 *
 * <p>Reads quoted text as PostgreSQL's scanner does, and may rely on the grammar having accepted the statement.
 */
final class TrailingComments {

    private final String text;
    private int position;

    private TrailingComments(String text) {
        this.text = text;
    }

    /** Return the statement without blanks and comments at its end. */
    static String cut(String statement) {
        String text = statement.stripTrailing();
        boolean mayHaveComment = text.endsWith("*/") || text.indexOf("--", text.lastIndexOf('\n') + 1) >= 0;
        return mayHaveComment ? text.substring(0, new TrailingComments(text).endOfLastToken()) : text;
    }

    private int endOfLastToken() {
        int end = 0;
        while (position < text.length()) {
            if (text.startsWith("--", position)) {
                position = CommentReader.endOfLine(text, position);
            } else if (text.startsWith("/*", position)) {
                position = CommentReader.endOfBlock(text, position);
            } else if (Character.isWhitespace(text.charAt(position))) {
                position++;
            } else {
                skipToken();
                end = position;
            }
        }
        return end;
    }

    private void skipToken() {
        char first = text.charAt(position);
        if (first == '\'') {
            skipQuoted(false);
        } else if (first == '"') {
            position = behind("\"", position + 1);
        } else if (first == '$') {
            skipDollarQuoted();
        } else if (isWordPart(first)) {
            skipWord();
        } else {
            position++;
        }
    }

    private void skipQuoted(boolean backslashEscapes) {
        position++;
        while (position < text.length()) {
            char character = text.charAt(position++);
            boolean doubled = character == '\'' && text.startsWith("'", position);
            if (doubled || backslashEscapes && character == '\\') {
                position++;
            } else if (character == '\'') {
                int continued = continuation();
                if (!backslashEscapes || continued < 0) {
                    return;
                }
                position = continued;
            }
        }
    }

    /** Return where the literal goes on in a later line, with the same escapes, or -1. */
    private int continuation() {
        int next = position;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        boolean continues =
                text.startsWith("'", next) && text.substring(position, next).contains("\n");
        return continues ? next + 1 : -1;
    }

    private void skipDollarQuoted() {
        int end = position + 1;
        while (end < text.length() && isWordPart(text.charAt(end)) && text.charAt(end) != '$') {
            end++;
        }
        boolean quotes = text.startsWith("$", end) && !Character.isDigit(text.charAt(position + 1));
        position = quotes ? behind(text.substring(position, end + 1), end + 1) : position + 1;
    }

    private void skipWord() {
        int start = position;
        while (position < text.length() && isWordPart(text.charAt(position))) {
            position++;
        }
        boolean escapes = position == start + 1 && (text.charAt(start) == 'E' || text.charAt(start) == 'e');
        if (escapes && text.startsWith("'", position)) {
            skipQuoted(true);
        }
    }

    private static boolean isWordPart(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '$' || character > '\u007f';
    }

    private int behind(String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }
}
