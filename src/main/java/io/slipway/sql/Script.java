package io.slipway.sql;

import java.util.List;

/**
 * A script that PostgreSQL's grammar accepts.
 *
 * @param statements in the order in which they stand; none for a script of blanks and comments
 * @param comments those between the statements, in order
 */
public record Script(List<Statement> statements, List<Comment> comments) {

    public Script {
        statements = List.copyOf(statements);
        comments = List.copyOf(comments);
    }

    /** Return the comments before the first statement, where a file says how it wants to be run. */
    public List<Comment> header() {
        int first =
                statements.isEmpty() ? Integer.MAX_VALUE : statements.getFirst().start();
        return comments.stream().filter(comment -> comment.start() < first).toList();
    }
}
