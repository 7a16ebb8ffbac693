package io.slipway.configuration;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares two entries field by field; members and notifications that a file leaves out count as unchanged. */
final class Fields {

    /** A sentence lists no more than so many values. */
    private static final int MOST_SHOWN = 20;

    private Fields() {}

    static boolean same(@Nullable Entry before, Entry after) {
        return before != null && names(before, after, "").isEmpty();
    }

    /** Return the fields that differ with their values before and after. */
    static String differing(Entry before, Entry after) {
        return String.join(", ", names(before, after, ""));
    }

    /** Return the names of fields that must have a value and have none. */
    static List<String> missing(Record entry) {
        var missing = new ArrayList<String>();
        for (var component : entry.getClass().getRecordComponents()) {
            var value = value(component, entry);
            if (value instanceof Record part) {
                missing(part).forEach(name -> missing.add(component.getName() + "." + name));
            } else if (value == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                missing.add(component.getName());
            }
        }
        return missing;
    }

    private static List<String> names(Record before, Record after, String prefix) {
        var differences = new ArrayList<String>();
        for (var component : before.getClass().getRecordComponents()) {
            var old = value(component, before);
            var now = value(component, after);
            if (isUntouched(component, now) || Objects.equals(old, now)) {
                continue;
            }
            var name = prefix + component.getName();
            if (old instanceof Record oldPart && now instanceof Record newPart) {
                differences.addAll(names(oldPart, newPart, name + "."));
            } else {
                differences.add("%s %s → %s".formatted(name, shown(old), shown(now)));
            }
        }
        return differences;
    }

    private static List<String> names(Entry before, Entry after, String prefix) {
        return names((Record) before, (Record) after, prefix);
    }

    private static boolean isUntouched(RecordComponent component, @Nullable Object now) {
        return now == null
                && component.getDeclaringRecord() == Entry.ProjectEntry.class
                && component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static @Nullable Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof List<?> list && list.size() > MOST_SHOWN) {
            return "%d, from '%s' to '%s'".formatted(list.size(), list.getFirst(), list.getLast());
        }
        return value == null ? "none" : "'" + value + "'";
    }
}
