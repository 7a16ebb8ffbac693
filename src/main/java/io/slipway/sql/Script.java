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

    /** Return a part of a script with the places that its statements and comments have in the whole. */
    Script movedTo(Origin origin) {
        return new Script(
                statements.stream().map(statement -> statement.movedTo(origin)).toList(),
                comments.stream()
                        .map(it -> new Comment(it.text(), it.start() + origin.offset(), it.line() + origin.lines()))
                        .toList());
    }

    /** Return the comments between a statement and the one before it. */
    public List<Comment> above(Statement statement) {
        int index = statement.position() - statements.getFirst().position();
        int before = index == 0 ? -1 : statements.get(index - 1).end();
        return comments.stream()
                .filter(comment -> comment.start() >= before && comment.start() < statement.start())
                .toList();
    }

    /** Tell whether a statement's author asks for the rows that it changes to be kept. */
    public boolean asksForBackup(Statement statement) {
        return above(statement).stream()
                .flatMap(comment -> comment.directive().stream())
                .anyMatch(directive -> directive.name().equals(Comment.Directive.BACKUP));
    }
}
