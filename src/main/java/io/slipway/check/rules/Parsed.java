package io.slipway.check.rules;

import io.slipway.mariadb.script.MariaDbScript;
import io.slipway.mariadb.script.MariaDbStatement;
import io.slipway.sql.Comment;
import io.slipway.sql.SqlNotParsedException;
import io.slipway.sql.SqlParser;
import io.slipway.sql.SqlSyntaxException;
import io.slipway.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * What is made of a file: by PostgreSQL's parser, or by what reads SQL of MariaDB.
 *
 * @param statements none where the file is not understood
 * @param header the comments before the first statement
 * @param unread why it is not understood
 * @param mariaDb what it is on MariaDB and MySQL, if it is for these
 */
public record Parsed(
        List<Statement> statements, List<Comment> header, Optional<Unread> unread, Optional<MariaDbScript> mariaDb) {

    private Parsed(List<Statement> statements, List<Comment> header, Optional<Unread> unread) {
        this(statements, header, unread, Optional.empty());
    }

    /** Read a text for MariaDB and MySQL; what is refused there stays in what was read. */
    public static Parsed ofMariaDb(String text) {
        if (text.length() > SqlParser.MAXIMUM_BYTES) {
            var tooBig = new Unread(Unread.Cause.TOO_BIG, 0, "It is too large to be read", "Split the file.");
            return new Parsed(List.of(), List.of(), Optional.of(tooBig));
        }
        var script = MariaDbScript.read(text);
        var statements =
                script.statements().stream().map(MariaDbStatement::forChecks).toList();
        return new Parsed(statements, script.header(), Optional.empty(), Optional.of(script));
    }

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

    /** Tell whether all of it is known, so that it can be said what it does. */
    public boolean isUnderstood() {
        return unread.isEmpty()
                && mariaDb.stream().allMatch(script -> script.refusals().isEmpty());
    }
}
