package io.slipway.check.rules;

import io.slipway.failure.SlipwayException;
import io.slipway.sql.SqlNotParsedException;
import io.slipway.sql.SqlSyntaxException;
import java.util.regex.Pattern;

/**
 * Why a file's statements are not known.
 *
 * @param line where reading stopped, or 0 where it did not begin
 * @param text what stopped it
 */
public record Unread(Cause cause, int line, String text, String help) {

    /** What stopped the parser. */
    public enum Cause {
        /** The grammar refuses it. */
        SYNTAX,
        /** It is larger than what is parsed. */
        TOO_BIG,
        /** The grammar stopped at a backslash, with which psql's own commands begin. */
        PSQL_COMMAND,
        /** The grammar stopped in the rows that follow COPY FROM STDIN in a dump. */
        COPY_ROWS
    }

    private static final Pattern COPY =
            Pattern.compile("\\bcopy\\b[^;]*\\bfrom\\s+stdin\\b[^;]*;[^;]*$", Pattern.CASE_INSENSITIVE);

    static Unread of(String text, SqlSyntaxException e) {
        String before = text.substring(0, e.offset());
        if (before.length() < text.length() && text.charAt(before.length()) == '\\') {
            return new Unread(Cause.PSQL_COMMAND, e.line(), e.postgresMessage(), e.help());
        }
        var copy = COPY.matcher(before);
        if (copy.find()) {
            int line = 1
                    + Math.toIntExact(before.substring(0, copy.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count());
            return new Unread(Cause.COPY_ROWS, line, e.postgresMessage(), e.help());
        }
        return new Unread(Cause.SYNTAX, e.line(), e.postgresMessage(), e.help());
    }

    static Unread of(SqlNotParsedException e) {
        return new Unread(
                e.reason() == SqlNotParsedException.Reason.TOO_LARGE ? Cause.TOO_BIG : Cause.SYNTAX,
                0,
                message(e),
                e.help());
    }

    private static String message(SlipwayException e) {
        return e.getMessage() == null ? e.code() : e.getMessage();
    }
}
