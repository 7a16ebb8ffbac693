package io.slipway.sql;

import io.slipway.failure.OutcomeException;
import io.slipway.sql.SqlNotParsedException.Reason;
import io.slipway.sql.parser.ParseAnswer;

/** Says what PostgreSQL's grammar refuses, and what to do about it. */
final class SyntaxErrors {

    private SyntaxErrors() {}

    static OutcomeException of(ScriptText script, ParseAnswer.Refusal refusal) {
        String message = refusal.message();
        if (message.startsWith("memory exhausted") || message.startsWith("stack depth limit exceeded")) {
            return new SqlNotParsedException(Reason.NESTED_TOO_DEEPLY);
        }
        Place place = script.placeOfCursor(refusal.cursor());
        return new SqlSyntaxException(message, place, help(script.text(), place.offset()));
    }

    private static String help(String text, int offset) {
        if (offset < text.length() && text.charAt(offset) == '\\') {
            return "Remove '" + command(text, offset) + "': it is a command of psql, which PostgreSQL does not know.";
        }
        return "Correct the script; none of its statements is accepted until all are.";
    }

    private static String command(String text, int offset) {
        int end = offset + 1;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return text.substring(offset, end);
    }
}
