package io.slipway.mariadb.server;

import io.slipway.mariadb.script.Subject;
import io.slipway.mariadb.script.Subject.Type;
import io.slipway.release.Digest;
import io.slipway.target.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What objects are made of, in the server's own words; what is not there has the empty text. The next value of a table's counter is left
 * out: it moves with the rows.
 */
public record Definitions(Map<Subject, String> texts) {

    private static final Pattern COUNTER = Pattern.compile("(?m)^(\\) ENGINE=\\S+)(.*?) AUTO_INCREMENT=\\d+");
    private static final String NOT_THERE = "";
    private static final String HIDDEN = "not shown to this user";

    /** What the server answers where an object is not there: tables, sequences, routines, triggers, events. */
    private static final Set<Integer> MISSING = Set.of(1146, 1051, 4091, 1305, 1360, 1539);

    private static final String ALL = """
            SELECT 'RELATION', TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()
            UNION ALL
            SELECT ROUTINE_TYPE, ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()
            UNION ALL
            SELECT 'TRIGGER', TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()
            UNION ALL
            SELECT 'EVENT', EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()
            """;

    public Definitions {
        texts = Map.copyOf(texts);
    }

    /** Read the definitions of some objects in the connection's database. */
    public static Definitions of(Connection connection, List<Subject> subjects) throws SQLException {
        var texts = new LinkedHashMap<Subject, String>();
        for (var subject : subjects) {
            texts.put(subject, text(connection, subject));
        }
        return new Definitions(texts);
    }

    /** Read all of the connection's database but the ledger. */
    public static Definitions all(Connection connection) throws SQLException {
        return of(connection, subjects(connection));
    }

    /** Return the objects in the connection's database but the ledger's tables. */
    public static List<Subject> subjects(Connection connection) throws SQLException {
        return Rows.list(connection, ALL, row -> List.of(row.getString(1), row.getString(2))).stream()
                .filter(it -> !it.get(1).startsWith("slipway_"))
                .filter(it -> isKnown(it.get(0)))
                .map(it -> new Subject(Type.valueOf(it.get(0)), it.get(1)))
                .toList();
    }

    /** MariaDB's packages are not known here; in its own mode alone it has some. */
    private static boolean isKnown(String type) {
        return List.of(Type.values()).stream().anyMatch(known -> known.name().equals(type));
    }

    private static String text(Connection connection, Subject subject) throws SQLException {
        var name = Names.quoted(subject.name());
        try {
            return switch (subject.type()) {
                case RELATION -> relation(connection, name);
                case PROCEDURE -> shown(connection, "SHOW CREATE PROCEDURE " + name, 2, 3);
                case FUNCTION -> shown(connection, "SHOW CREATE FUNCTION " + name, 2, 3);
                case TRIGGER -> shown(connection, "SHOW CREATE TRIGGER " + name, 2, 3);
                case EVENT -> shown(connection, "SHOW CREATE EVENT " + name, 2, 3, 4);
            };
        } catch (SQLException e) {
            if (MISSING.contains(e.getErrorCode())) {
                return NOT_THERE;
            }
            if (Answers.isDenied(e)) {
                return HIDDEN;
            }
            throw e;
        }
    }

    private static String relation(Connection connection, String name) throws SQLException {
        return COUNTER.matcher(shown(connection, "SHOW CREATE TABLE " + name, 2))
                .replaceAll("$1$2");
    }

    private static String shown(Connection connection, String question, int... columns) throws SQLException {
        return Rows.first(connection, question, row -> {
                    var texts = new ArrayList<@Nullable String>();
                    for (var column : columns) {
                        texts.add(row.getString(column));
                    }
                    return texts.contains(null) ? HIDDEN : String.join("\n", texts);
                })
                .orElse(NOT_THERE);
    }

    /** Tell whether an object is there. */
    public boolean has(Subject subject) {
        return !text(subject).isEmpty();
    }

    /** Tell whether the server keeps a definition from this user, so that a change of it would not be seen. */
    public boolean isHidden() {
        return texts.containsValue(HIDDEN);
    }

    public String text(Subject subject) {
        @Nullable String text = texts.get(subject);
        return text == null ? NOT_THERE : text;
    }

    /** Return the objects that are described. */
    public List<Subject> subjects() {
        return List.copyOf(texts.keySet());
    }

    /** Return the SHA-256 of all of it. */
    public String fingerprint() {
        return Digest.of(texts.entrySet().stream()
                .map(it -> it.getKey().type() + " " + it.getKey().name() + "\n" + it.getValue())
                .sorted()
                .collect(Collectors.joining("\n")));
    }
}
