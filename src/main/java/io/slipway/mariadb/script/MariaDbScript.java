package io.slipway.mariadb.script;

import io.slipway.mariadb.script.MariaDbStatement.Nature;
import io.slipway.sql.Comment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.modulith.NamedInterface;

/**
 * A file as it would be run.
 *
 * @param statements those that are understood, in their order
 * @param header the comments before the first statement
 * @param refusals what keeps the file from being run
 */
@NamedInterface("script")
public record MariaDbScript(List<MariaDbStatement> statements, List<Comment> header, List<Refusal> refusals) {

    public MariaDbScript {
        statements = List.copyOf(statements);
        header = List.copyOf(header);
        refusals = List.copyOf(refusals);
    }

    /** Read a file; what is not understood is refused. */
    public static MariaDbScript read(String sql) {
        var read = Lexer.read(sql);
        var statements = new ArrayList<MariaDbStatement>();
        var refusals = new ArrayList<>(read.refusals());
        for (var index = 0; index < read.pieces().size(); index++) {
            new StatementReader(sql, index + 1, read.pieces().get(index), refusals)
                    .read()
                    .ifPresent(statements::add);
        }
        read.comments().stream()
                .filter(MariaDbScript::asksForBackup)
                .map(comment -> keepsRows(comment, read.pieces()))
                .forEach(refusals::add);
        int first = read.pieces().isEmpty()
                ? Integer.MAX_VALUE
                : read.pieces().getFirst().start();
        var header = read.comments().stream()
                .filter(comment -> comment.start() < first)
                .toList();
        return new MariaDbScript(statements, header, refusals);
    }

    private static boolean asksForBackup(Comment comment) {
        return comment.directive().stream().anyMatch(it -> it.name().equals(Comment.Directive.BACKUP));
    }

    /** Who asks for rows to be kept would miss them, so that the statement below is not run at all. */
    private static Refusal keepsRows(Comment comment, List<Piece> pieces) {
        int before = (int)
                pieces.stream().filter(piece -> piece.start() < comment.start()).count();
        return new Refusal(
                Math.min(before + 1, pieces.size()),
                comment.line(),
                "is to keep the rows that it changes, which is done on PostgreSQL alone",
                "Take '-- slipway: backup' out, and copy the rows by a statement of your own.");
    }

    /** Return the first statement that changes rows in a file that also has one which commits by itself. */
    public Optional<MariaDbStatement> mixed() {
        return definesObjects()
                ? statements.stream()
                        .filter(statement -> statement.nature() == Nature.ROWS)
                        .findFirst()
                : Optional.empty();
    }

    /** Say of a statement that it stands among others which commit by themselves. */
    public static Refusal mixedWith(MariaDbStatement statement) {
        return new Refusal(
                statement.position(),
                statement.line(),
                "changes rows in a file that also defines objects, each of which commits what was before it",
                "Put the definitions into one file and the rows into another.");
    }

    /** Tell whether a statement of it commits by itself. */
    public boolean definesObjects() {
        return statements.stream().anyMatch(statement -> statement.nature().commits());
    }
}
