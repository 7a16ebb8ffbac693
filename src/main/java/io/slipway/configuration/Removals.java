package io.slipway.configuration;

import io.slipway.failure.RejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Removes entries that nothing refers to any more; what history refers to stays, whatever a file says. */
@Component
class Removals {

    private static final Map<Kind, Set<String>> OWNED = Map.of(
            Kind.ACCOUNT, Set.of("member", "access_token"),
            Kind.PROJECT, Set.of("member", "webhook", "mail_subscription", "release_check"),
            Kind.WINDOW, Set.of("calendar_span"),
            Kind.FREEZE, Set.of("calendar_span"));
    private static final Set<String> CONFIGURED = Set.of("instance", "database", "database_group", "change_freeze");

    private record Reference(String source, String field) {}

    private final JdbcClient jdbc;

    Removals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Remove the entries, the last kinds first; refuse all of it if one is still needed. */
    void remove(List<Change> removals, ConfigurationWriter writer) {
        var problems = new ArrayList<String>();
        for (var change : removals.reversed()) {
            var id = writer.id(change.kind(), change.entry());
            var users = users(change.kind(), id);
            if (users.isEmpty()) {
                delete(change.kind(), id);
            } else {
                problems.add(problem(change, users));
            }
        }
        if (!problems.isEmpty()) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "configuration-in-use",
                    String.join("\n", problems),
                    "Keep these in the file, or remove what uses them first; history is never rewritten.");
        }
    }

    private static String problem(Change change, List<String> users) {
        var subject = change.kind().titled(change.key());
        return CONFIGURED.containsAll(users)
                ? "%s cannot be removed: it is still used (%s).".formatted(subject, String.join(", ", users))
                : "%s cannot be removed: it is part of the history of issues and rollouts.".formatted(subject);
    }

    /** Return the tables with a row that refers to this one, except those that only belong to it. */
    private List<String> users(Kind kind, long id) {
        return references(kind).stream()
                .filter(reference -> !OWNED.getOrDefault(kind, Set.of()).contains(reference.source()))
                .filter(reference -> refers(reference, id))
                .map(Reference::source)
                .distinct()
                .toList();
    }

    private List<Reference> references(Kind kind) {
        return jdbc.sql("""
                        SELECT t.relname AS source, a.attname AS field
                        FROM pg_constraint c
                        JOIN pg_class t ON t.oid = c.conrelid
                        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                        WHERE c.contype = 'f'
                          AND c.confrelid = to_regclass(:table)
                        ORDER BY t.relname, a.attname
                        """).param("table", kind.table()).query(Reference.class).list();
    }

    private boolean refers(Reference reference, long id) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM \"%s\" WHERE \"%s\" = :id)"
                        .formatted(reference.source(), reference.field()))
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private void delete(Kind kind, long id) {
        for (var owned : OWNED.getOrDefault(kind, Set.of())) {
            jdbc.sql("DELETE FROM %s WHERE %s = :id".formatted(owned, kind.table()))
                    .param("id", id)
                    .update();
        }
        jdbc.sql("DELETE FROM %s WHERE id = :id".formatted(kind.table()))
                .param("id", id)
                .update();
    }
}
