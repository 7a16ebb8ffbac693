package io.slipway.mariadb.script;

import io.slipway.mariadb.script.MariaDbStatement.Nature;
import io.slipway.sql.Destruction;
import io.slipway.sql.ObjectReference;
import io.slipway.sql.StatementKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement is, as far as its words tell. */
record What(
        Nature nature,
        StatementKind kind,
        List<Subject> subjects,
        List<ObjectReference> references,
        List<Destruction> destructions) {

    What(Nature nature, StatementKind kind) {
        this(nature, kind, List.of(), List.of(), List.of());
    }

    static What rows(StatementKind kind) {
        return new What(Nature.ROWS, kind);
    }

    static What definition(StatementKind kind, Subject subject) {
        return new What(Nature.DEFINITION, kind, List.of(subject), List.of(), List.of());
    }

    What and(Subject subject) {
        return new What(nature, kind, with(subjects, subject), references, destructions);
    }

    /** Add a name where there is one. */
    What on(@Nullable String name, ObjectReference.Type type, ObjectReference.Use use) {
        return name == null
                ? this
                : new What(
                        nature,
                        kind,
                        subjects,
                        with(references, new ObjectReference("", name, type, use)),
                        destructions);
    }

    What losing(Destruction.Kind loss, String object) {
        return losing(List.of(new Destruction(loss, object, false)));
    }

    What losing(List<Destruction> more) {
        var all = new ArrayList<>(destructions);
        all.addAll(more);
        return new What(nature, kind, subjects, references, List.copyOf(all));
    }

    What as(Nature other) {
        return new What(other, kind, subjects, references, destructions);
    }

    /** Return the first object that it names, for a sentence. */
    String named() {
        return references.isEmpty() ? "its table" : references.getFirst().name();
    }

    private static <T> List<T> with(List<T> list, T more) {
        var all = new ArrayList<>(list);
        all.add(more);
        return List.copyOf(all);
    }
}
