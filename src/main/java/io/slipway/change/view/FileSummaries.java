package io.slipway.change.view;

import io.slipway.failure.SlipwayException;
import io.slipway.sql.Destruction;
import io.slipway.sql.ObjectReference;
import io.slipway.sql.ObjectReference.Use;
import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import io.slipway.sql.StatementKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Says in one line what a file does, statement by statement, from PostgreSQL's parse tree. */
@Component
public class FileSummaries {

    private static final int LONGEST = 240;
    private static final int MOST_OBJECTS = 3;
    /** What is larger is not worth reading again for one line. */
    private static final int LARGEST_FILE = 256 * 1024;

    private final SqlParser parser;

    FileSummaries(SqlParser parser) {
        this.parser = parser;
    }

    /** Return what a file does, with how many lines it has. */
    public String of(String sql) {
        String lines = sql.lines().count() + " lines";
        if (sql.length() > LARGEST_FILE) {
            return lines;
        }
        try {
            String said = joined(parser.parse(sql));
            return said.isEmpty() ? lines + ": nothing" : lines + ": " + said;
        } catch (SlipwayException e) {
            return lines + " that cannot be read";
        }
    }

    private static String joined(Script script) {
        var said = new StringBuilder();
        List<String> statements = runs(script.statements());
        for (int i = 0; i < statements.size(); i++) {
            String next = (i == 0 ? "" : "; ") + statements.get(i);
            if (said.length() + next.length() > LONGEST) {
                return said + "; and %d more".formatted(statements.size() - i);
            }
            said.append(next);
        }
        return said.toString();
    }

    /** A row of statements that do the same reads as one. */
    private static List<String> runs(List<Statement> statements) {
        var said = new ArrayList<String>();
        for (int i = 0; i < statements.size(); ) {
            String first = what(statements.get(i));
            int behind = i + 1;
            while (behind < statements.size() && what(statements.get(behind)).equals(first)) {
                behind++;
            }
            said.add(behind - i == 1 ? first : first + " (" + (behind - i) + " times)");
            i = behind;
        }
        return said;
    }

    private static String what(Statement statement) {
        String loss = statement.kind() == StatementKind.DROP || statement.kind() == StatementKind.TRUNCATE
                ? ""
                : statement.destructions().stream()
                        .limit(MOST_OBJECTS)
                        .map(it -> lost(statement, it))
                        .collect(Collectors.joining(", "));
        String head = (verb(statement) + " " + objects(statement)).strip();
        return bounded(loss.isEmpty() ? head : head + " (" + loss + ")");
    }

    private static String lost(Statement statement, Destruction it) {
        String kind = words(it.kind());
        boolean named = statement.references().stream()
                .anyMatch(object -> object.qualifiedName().equals(it.object()));
        return named ? kind : kind + " " + it.object();
    }

    private static String verb(Statement statement) {
        return switch (statement.kind()) {
            case DROP ->
                statement.references(Use.DROPPED).stream()
                        .findFirst()
                        .map(object -> "DROP " + words(object.type()))
                        .orElse("DROP");
            case INSERT -> "INSERT INTO";
            case DELETE -> "DELETE FROM";
            case MERGE -> "MERGE INTO";
            default -> words(statement.kind());
        };
    }

    /** An index is told with its table; of everything else, what it is done to. */
    private static String objects(Statement statement) {
        String created = names(statement.references(Use.CREATED));
        if (statement.kind() == StatementKind.CREATE_INDEX) {
            String on = names(statement.references(Use.ALTERED));
            return (created + (on.isEmpty() ? "" : " ON " + on)).strip();
        }
        if (!created.isEmpty()) {
            return created;
        }
        return names(statement.references().stream()
                .filter(object -> object.use() != Use.READ)
                .toList());
    }

    private static String names(List<ObjectReference> objects) {
        String first = objects.stream()
                .limit(MOST_OBJECTS)
                .map(ObjectReference::qualifiedName)
                .collect(Collectors.joining(", "));
        return objects.size() > MOST_OBJECTS ? first + ", …" : first;
    }

    private static String words(Enum<?> constant) {
        return constant.name().replace('_', ' ');
    }

    /** Names are untrusted text: one line, and not too long. */
    private static String bounded(String text) {
        String line = text.replaceAll("\\p{C}", "?");
        return line.length() <= LONGEST / 2 ? line : line.substring(0, LONGEST / 2) + "…";
    }
}
