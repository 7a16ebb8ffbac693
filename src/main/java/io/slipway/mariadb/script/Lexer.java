package io.slipway.mariadb.script;

import io.slipway.mariadb.script.Token.Kind;
import io.slipway.sql.Comment;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a file as the client {@code mysql} does: at the delimiter outside of quotes and comments, heeding its DELIMITER lines. A backslash
 * escapes in strings, and " quotes a string: a session with another {@code sql_mode} is refused where the file runs.
 */
final class Lexer {

    private static final String USUAL = ";";

    private final String sql;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private List<Token> tokens = new ArrayList<>();
    private String delimiter = USUAL;
    private int at;
    private int executable = -1;
    private int executableEnd = -1;
    private boolean inExecutable;

    private Lexer(String sql) {
        this.sql = sql;
    }

    /** What a file is made of; where it is refused the pieces end before that. */
    record Read(List<Piece> pieces, List<Comment> comments, List<Refusal> refusals) {}

    static Read read(String sql) {
        var lexer = new Lexer(sql);
        lexer.run();
        return new Read(lexer.pieces, lexer.comments, lexer.refusals);
    }

    private void run() {
        while (at < sql.length() && refusals.isEmpty()) {
            if (sql.startsWith(delimiter, at) && !inExecutable) {
                end();
                at += delimiter.length();
            } else if (Character.isWhitespace(sql.charAt(at))) {
                at++;
            } else if (!comment() && !delimiterLine()) {
                token();
            }
        }
        if (refusals.isEmpty()) {
            if (inExecutable) {
                refuse(executable, "has a comment '/*!' that does not end", "Close the comment.");
            }
            end();
        }
    }

    private void end() {
        if (tokens.isEmpty()) {
            reset();
            return;
        }
        int first = tokens.getFirst().start();
        int last = tokens.getLast().end();
        var wrapped = executable >= 0 && executable < first && executableEnd >= last;
        int start = wrapped ? executable : first;
        pieces.add(new Piece(
                start, wrapped ? executableEnd : last, line(start), List.copyOf(tokens), executable, wrapped));
        reset();
    }

    private void reset() {
        tokens = new ArrayList<>();
        executable = -1;
        executableEnd = -1;
    }

    private boolean comment() {
        if (sql.startsWith("#", at) || isDashes()) {
            int end = sql.indexOf('\n', at);
            keep(at, at + (sql.charAt(at) == '#' ? 1 : 2), end < 0 ? sql.length() : end);
            at = end < 0 ? sql.length() : end;
            return true;
        }
        if (inExecutable && sql.startsWith("*/", at)) {
            at += 2;
            inExecutable = false;
            executableEnd = at;
            return true;
        }
        return sql.startsWith("/*", at) && blockComment();
    }

    private boolean isDashes() {
        return sql.startsWith("--", at) && (at + 2 == sql.length() || sql.charAt(at + 2) <= ' ');
    }

    private boolean blockComment() {
        int mark = sql.startsWith("/*M!", at) ? at + 4 : sql.startsWith("/*!", at) ? at + 3 : -1;
        if (mark >= 0) {
            executable = executable < 0 ? at : executable;
            if (inExecutable || executableEnd >= 0) {
                refuse(at, "has more than one comment '/*!'", "Write what it executes without them.");
            }
            inExecutable = true;
            at = mark;
            while (at < sql.length() && Character.isDigit(sql.charAt(at))) {
                at++;
            }
            return true;
        }
        int end = sql.indexOf("*/", at + 2);
        if (end < 0) {
            refuse(at, "has a comment that does not end", "Close the comment.");
            return true;
        }
        keep(at, at + 2, end);
        at = end + 2;
        return true;
    }

    private void keep(int start, int from, int to) {
        if (tokens.isEmpty()) {
            comments.add(new Comment(sql.substring(from, to).strip(), start, line(start)));
        }
    }

    /** A statement cannot begin with this word, so it is the client's. */
    private boolean delimiterLine() {
        var word = "delimiter";
        int behind = at + word.length();
        if (!tokens.isEmpty()
                || !sql.regionMatches(true, at, word, 0, word.length())
                || behind < sql.length() && isWordPart(sql.charAt(behind))) {
            return false;
        }
        int end = sql.indexOf('\n', at);
        var value = sql.substring(behind, end < 0 ? sql.length() : end).strip();
        int blank = value.indexOf(' ');
        value = blank < 0 ? value : value.substring(0, blank);
        if (value.isEmpty()
                || value.chars().anyMatch(c -> Character.isLetterOrDigit(c) || "\\'\"`#_".indexOf(c) >= 0)) {
            refuse(at, "has a DELIMITER that is not taken", "Write it as in 'DELIMITER //' or 'DELIMITER $$'.");
        }
        delimiter = value;
        at = end < 0 ? sql.length() : end;
        return true;
    }

    private void token() {
        int start = at;
        char c = sql.charAt(at);
        switch (c) {
            case '\'', '"' -> quoted(Kind.STRING, c);
            case '`' -> quoted(Kind.NAME, c);
            case '@' -> variable(start);
            default -> {
                if (isWordPart(c)) {
                    word(Character.isDigit(c) ? Kind.NUMBER : Kind.WORD);
                } else {
                    at++;
                    tokens.add(new Token(Kind.SYMBOL, String.valueOf(c), start, at));
                }
            }
        }
    }

    private void variable(int start) {
        at++;
        if (at < sql.length() && "'\"`".indexOf(sql.charAt(at)) >= 0) {
            quoted(Kind.VARIABLE, sql.charAt(at));
            return;
        }
        while (at < sql.length()
                && (isWordPart(sql.charAt(at)) || ".@".indexOf(sql.charAt(at)) >= 0)
                && !atDelimiter()) {
            at++;
        }
        tokens.add(new Token(Kind.VARIABLE, sql.substring(start + 1, at), start, at));
    }

    private void word(Kind first) {
        int start = at;
        var kind = first;
        while (at < sql.length() && isWordPart(sql.charAt(at)) && !atDelimiter()) {
            if (!Character.isDigit(sql.charAt(at))) {
                kind = kind == Kind.NUMBER ? numberOrWord(start) : kind;
            }
            at++;
        }
        tokens.add(new Token(kind, sql.substring(start, at), start, at));
    }

    /** A name may begin with digits; 1e5 and 0x1f are numbers, and nothing here depends on telling them apart. */
    private Kind numberOrWord(int start) {
        return tokens.isEmpty() || !sql.regionMatches(true, start, "0x", 0, 2) ? Kind.WORD : Kind.NUMBER;
    }

    private boolean atDelimiter() {
        return sql.startsWith(delimiter, at);
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c >= 0x80;
    }

    private void quoted(Kind kind, char quote) {
        int start = kind == Kind.VARIABLE ? at - 1 : at;
        var text = new StringBuilder();
        for (at++; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if (c == '\\' && quote != '`' && at + 1 < sql.length()) {
                at++;
                text.append(sql.charAt(at));
            } else if (c == quote && (at + 1 >= sql.length() || sql.charAt(at + 1) != quote)) {
                at++;
                tokens.add(new Token(kind, text.toString(), start, at));
                return;
            } else {
                at += c == quote ? 1 : 0;
                text.append(c);
            }
        }
        refuse(start, "has a quote %s that does not end".formatted(quote), "Close the quote.");
    }

    private void refuse(int where, String what, String help) {
        refusals.add(new Refusal(pieces.size() + 1, line(where), what, help));
    }

    private int line(int offset) {
        return 1 + (int) sql.substring(0, offset).chars().filter(c -> c == '\n').count();
    }
}
