package io.slipway.sql.text;

/** Steps over tokens, blanks and comments; quoted text is one token, whatever is in it. */
final class TokenWalker {

    private final String text;
    private int position;

    TokenWalker(String text) {
        this.text = text;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    char current() {
        return text.charAt(position);
    }

    /** Step over what stands here; tell whether it was a token. */
    boolean step() {
        if (text.startsWith("--", position)) {
            position = Comments.endOfLine(text, position);
        } else if (text.startsWith("/*", position)) {
            position = Comments.endOfBlock(text, position);
        } else if (Character.isWhitespace(text.charAt(position))) {
            position++;
        } else {
            skipToken();
            return true;
        }
        return false;
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
