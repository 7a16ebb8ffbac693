package io.slipway.mariadb.run;

import io.slipway.mariadb.script.Subject;
import io.slipway.mariadb.script.Subject.Type;
import io.slipway.mariadb.server.Answers;
import io.slipway.mariadb.server.Definitions;
import io.slipway.mariadb.server.Names;
import io.slipway.target.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs an approved statement once more, in a database of its own with the tables and views of the target as they were and no rows, to see
 * what it makes of them. What that shows is compared; nothing of it stays.
 */
final class Replay {

    private static final String NAME = "slipway_probe_";

    private final Session session;
    private final Expectation expectation;

    Replay(Session session, Expectation expectation) {
        this.session = session;
        this.expectation = expectation;
    }

    /** What the statement makes of the definitions, or why that cannot be told. */
    record Outcome(Optional<Definitions> definitions, String reason) {}

    Outcome definitions() throws SQLException {
        var subjects = expectation.definitions().subjects();
        if (subjects.stream().anyMatch(subject -> subject.type() == Type.EVENT)) {
            return impossible("the copy of an event would come due");
        }
        var current = Definitions.all(session.connection());
        var probe = NAME + UUID.randomUUID().toString().replace("-", "");
        var charset =
                Rows.first(session.connection(), """
                        SELECT CONCAT(' CHARACTER SET ', DEFAULT_CHARACTER_SET_NAME, ' COLLATE ', DEFAULT_COLLATION_NAME)
                        FROM information_schema.SCHEMATA
                        WHERE SCHEMA_NAME = DATABASE()
                        """, row -> row.getString(1)).orElse("");
        var database = session.connection().getCatalog();
        try {
            Rows.run(session.connection(), "CREATE DATABASE " + Names.quoted(probe) + charset);
        } catch (SQLException e) {
            if (session.isLostBy(e)) {
                throw e;
            }
            return impossible("no database can be made for it: " + Answers.words(e));
        }
        try {
            session.connection().setCatalog(probe);
            return replayed(current, subjects);
        } finally {
            session.connection().setCatalog(database);
            Rows.run(session.connection(), "DROP DATABASE " + Names.quoted(probe));
        }
    }

    private Outcome replayed(Definitions current, List<Subject> subjects) throws SQLException {
        var connection = session.connection();
        var checks = Rows.number(connection, "SELECT @@SESSION.foreign_key_checks");
        Rows.run(connection, "SET SESSION foreign_key_checks = 0");
        build(connection, current, subjects);
        Rows.run(connection, "SET SESSION foreign_key_checks = " + checks);
        try {
            Rows.run(connection, expectation.statement());
        } catch (SQLException e) {
            if (session.isLostBy(e)) {
                throw e;
            }
            return impossible(Answers.words(e));
        }
        return new Outcome(
                Optional.of(Definitions.of(connection, subjects)),
                "What the statement would make of them is something else.");
    }

    /** Make the tables, then what stands on them; what cannot be made is missed by the statement, if it needs that. */
    private void build(Connection connection, Definitions current, List<Subject> subjects) throws SQLException {
        var before = expectation.definitions();
        var wanted = new ArrayList<String>();
        for (var subject : current.subjects()) {
            if (subject.type() == Type.RELATION && !subjects.contains(subject)) {
                wanted.add(current.text(subject));
            }
        }
        for (var subject : subjects) {
            if (before.has(subject)) {
                wanted.add(definition(subject, before.text(subject)));
            }
        }
        var left = wanted.size() + 1;
        while (!wanted.isEmpty() && wanted.size() < left) {
            left = wanted.size();
            for (var text : List.copyOf(wanted)) {
                if (isMade(connection, text)) {
                    wanted.remove(text);
                }
            }
        }
    }

    /** The definition of code begins with the mode that it was written in. */
    private static String definition(Subject subject, String text) {
        return subject.type() == Type.RELATION ? text : text.substring(text.indexOf('\n') + 1);
    }

    private boolean isMade(Connection connection, String definition) throws SQLException {
        try {
            Rows.run(connection, definition);
            return true;
        } catch (SQLException e) {
            if (session.isLostBy(e)) {
                throw e;
            }
            return false;
        }
    }

    private static Outcome impossible(String reason) {
        return new Outcome(
                Optional.empty(), "What the statement makes of them cannot be tried out: %s.".formatted(reason));
    }
}
