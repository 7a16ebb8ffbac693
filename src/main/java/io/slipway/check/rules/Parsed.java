package io.slipway.check.rules;

import io.slipway.sql.Comment;
import io.slipway.sql.SqlNotParsedException;
import io.slipway.sql.SqlParser;
import io.slipway.sql.SqlSyntaxException;
import io.slipway.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * What PostgreSQL's parser makes of a file.
 *
 * @param statements none where the file is not understood
 * @param header the comments before the first statement
 * @param unread why it is not understood
 */
public record Parsed(List<Statement> statements, List<Comment> header, Optional<Unread> unread) {

    /** Parse a text; one that is not understood is a result, not a failure. */
    public static Parsed of(SqlParser parser, String text) {
        try {
            var script = parser.parse(text);
            return new Parsed(script.statements(), script.header(), Optional.empty());
        } catch (SqlSyntaxException e) {
            return new Parsed(List.of(), List.of(), Optional.of(Unread.of(text, e)));
        } catch (SqlNotParsedException e) {
            if (e.reason() == SqlNotParsedException.Reason.INTERRUPTED) {
                throw e;
            }
            return new Parsed(List.of(), List.of(), Optional.of(Unread.of(e)));
        }
    }
}
