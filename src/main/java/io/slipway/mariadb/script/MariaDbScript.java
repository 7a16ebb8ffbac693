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
        int first = read.pieces().isEmpty()
                ? Integer.MAX_VALUE
                : read.pieces().getFirst().start();
        var header = read.comments().stream()
                .filter(comment -> comment.start() < first)
                .toList();
        return new MariaDbScript(statements, header, refusals);
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
