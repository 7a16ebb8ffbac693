package io.slipway.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry that is not as the file says: to be added, changed or, when pruning, removed. */
record Change(Kind kind, @Nullable Entry before, @Nullable Entry after) {

    Entry entry() {
        var either = after == null ? before : after;
        if (either == null) {
            throw new IllegalStateException("a change has an entry before or after it");
        }
        return either;
    }

    String key() {
        return entry().key();
    }

    /** Return the changes that lead from one configuration to the other, each kind after those it refers to. */
    static List<Change> between(Configuration current, Configuration wanted) {
        var changes = new ArrayList<Change>();
        wanted.sections().forEach((kind, entries) -> {
            Map<String, Entry> left = new LinkedHashMap<>();
            current.entries(kind).forEach(entry -> left.put(entry.key(), entry));
            for (var entry : entries) {
                var before = left.remove(entry.key());
                if (!Fields.same(before, entry)) {
                    changes.add(new Change(kind, before, entry));
                }
            }
            left.values().forEach(entry -> changes.add(new Change(kind, entry, null)));
        });
        return changes;
    }

    /** Say what differs. */
    String sentence() {
        var subject = kind.titled(key());
        if (before == null) {
            return subject + " is added.";
        }
        return after == null
                ? subject + " is removed."
                : subject + " changes: " + Fields.differing(before, after) + ".";
    }
}
