package io.slipway.check.rules;

import io.slipway.mariadb.script.MariaDbScript;
import io.slipway.mariadb.script.MariaDbStatement;
import io.slipway.sql.Script;
import io.slipway.sql.SqlNotParsedException;
import io.slipway.sql.SqlParser;
import io.slipway.sql.SqlSyntaxException;
import io.slipway.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * What is made of a file: by PostgreSQL's parser, or by what reads SQL of MariaDB.
 *
 * @param script empty where the file is not understood
 * @param unread why it is not understood
 * @param mariaDb what it is on MariaDB and MySQL, if it is for these
 */
public record Parsed(Script script, Optional<Unread> unread, Optional<MariaDbScript> mariaDb) {

    private static final Script EMPTY = new Script(List.of(), List.of());

    private Parsed(Script script, Optional<Unread> unread) {
        this(script, unread, Optional.empty());
    }

    /** Read a text for MariaDB and MySQL; what is refused there stays in what was read. */
    public static Parsed ofMariaDb(String text) {
        if (text.length() > SqlParser.MAXIMUM_BYTES) {
            var tooBig = new Unread(Unread.Cause.TOO_BIG, 0, "It is too large to be read", "Split the file.");
            return new Parsed(EMPTY, Optional.of(tooBig));
        }
        var script = MariaDbScript.read(text);
        var statements =
                script.statements().stream().map(MariaDbStatement::forChecks).toList();
        return new Parsed(new Script(statements, script.header()), Optional.empty(), Optional.of(script));
    }

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

    /** Tell whether all of it is known, so that it can be said what it does. */
    public boolean isUnderstood() {
        return unread.isEmpty()
                && mariaDb.stream().allMatch(script -> script.refusals().isEmpty());
    }
}
