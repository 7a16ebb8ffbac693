package io.slipway.check.rules;

import io.slipway.sql.Script;
import io.slipway.sql.SqlNotParsedException;
import io.slipway.sql.SqlParser;
import io.slipway.sql.SqlSyntaxException;
import io.slipway.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * What PostgreSQL's parser makes of a file.
 *
 * @param script empty where the file is not understood
 * @param unread why it is not understood
 */
public record Parsed(Script script, Optional<Unread> unread) {

    private static final Script EMPTY = new Script(List.of(), List.of());

    /** Parse a text; one that is not understood is a result, not a failure. */
    public static Parsed of(SqlParser parser, String text) {
        try {
            return new Parsed(parser.parse(text), Optional.empty());
        } catch (SqlSyntaxException e) {
            return new Parsed(EMPTY, Optional.of(Unread.of(text, e)));
        } catch (SqlNotParsedException e) {
            if (e.reason() == SqlNotParsedException.Reason.INTERRUPTED) {
                throw e;
            }
            return new Parsed(EMPTY, Optional.of(Unread.of(e)));
        }
    }

    public List<Statement> statements() {
        return script.statements();
    }
}
