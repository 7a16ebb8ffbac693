package io.slipway.mariadb.run;

import io.slipway.mariadb.script.MariaDbStatement;
import io.slipway.migrate.MigrationEndedException;
import io.slipway.target.Rows;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses rows of tables that no transaction takes back: every table that a file names, or that a view, trigger or function behind its
 * names does, is one of InnoDB. It is decided by names alone, so a table that is only read is refused, too.
 */
final class InnoDbOnly {

    private static final String OTHERS = """
            SELECT TABLE_SCHEMA, TABLE_NAME, ENGINE, TABLE_SCHEMA = DATABASE()
            FROM information_schema.TABLES
            WHERE TABLE_TYPE <> 'VIEW' AND ENGINE <> 'InnoDB'
              AND TABLE_SCHEMA NOT IN ('information_schema', 'performance_schema', 'mysql', 'sys')
            """;

    private static final String CODE = """
            SELECT TABLE_NAME, VIEW_DEFINITION FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE()
            UNION ALL
            SELECT EVENT_OBJECT_TABLE, ACTION_STATEMENT FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()
            UNION ALL
            SELECT ROUTINE_NAME, ROUTINE_DEFINITION FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()
            """;

    private final Run run;
    private final Session session;

    InnoDbOnly(Run run, Session session) {
        this.run = run;
        this.session = session;
    }

    private record Other(String database, String table, String engine, boolean here) {}

    private record Code(String name, String text) {}

    void require(List<MariaDbStatement> file) throws SQLException {
        var others = Rows.list(
                session.connection(),
                OTHERS,
                row -> new Other(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)));
        if (others.isEmpty()) {
            return;
        }
        var names = named(file);
        for (var other : others) {
            if (names.contains(lower(other.table())) && (other.here() || names.contains(lower(other.database())))) {
                throw MigrationEndedException.failed(
                        "table-not-transactional",
                        "Table '%s' of target '%s' is kept by %s, which takes nothing back when a file fails halfway."
                                .formatted(other.table(), run.target().name(), other.engine()),
                        "Turn it into one of InnoDB first: ALTER TABLE … ENGINE = InnoDB.");
            }
        }
    }

    private Set<String> named(List<MariaDbStatement> file) throws SQLException {
        var code =
                Rows.list(session.connection(), CODE, row -> new Code(lower(row.getString(1)), text(row.getString(2))));
        var names = new HashSet<String>();
        file.forEach(statement -> names.addAll(statement.names()));
        var before = -1;
        while (before < names.size()) {
            before = names.size();
            for (var it : code) {
                if (names.contains(it.name())) {
                    names.addAll(MariaDbStatement.namesIn(it.text()));
                }
            }
        }
        return names;
    }

    private static String text(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
