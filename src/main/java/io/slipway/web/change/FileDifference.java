package io.slipway.web.change;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import io.slipway.release.MigrationFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file from a release to the next, line beside line.
 *
 * @param before the file as it was, or null where it is new
 * @param after the file as it is, or null where it was left out
 * @param rows the changed lines with a few around them; empty where nothing changed or the file is too large
 * @param tooLarge whether it is not compared line by line
 */
record FileDifference(
        @Nullable MigrationFile before, @Nullable MigrationFile after, List<Row> rows, boolean tooLarge) {

    private static final int CONTEXT = 3;
    private static final int MOST_LINES = 2_000;
    private static final int MOST_CHARACTERS = 200_000;

    /** What a row shows. */
    enum Kind {
        SAME,
        CHANGED,
        REMOVED,
        ADDED,
        /** Lines that are the same and left out. */
        GAP
    }

    /**
     * Two lines beside one another; a side that has none is null.
     *
     * @param skipped how many lines a gap leaves out
     */
    record Row(
            Kind kind,
            @Nullable Integer beforeNumber,
            @Nullable String before,
            @Nullable Integer afterNumber,
            @Nullable String after,
            int skipped) {}

    static FileDifference of(@Nullable MigrationFile before, @Nullable MigrationFile after) {
        var old = lines(before);
        var now = lines(after);
        var tooLarge = isTooLarge(before, old) || isTooLarge(after, now);
        return new FileDifference(before, after, tooLarge ? List.of() : new Rows(old, now).rows(), tooLarge);
    }

    private static List<String> lines(@Nullable MigrationFile file) {
        return file == null ? List.of() : List.of(file.statement().split("\n", -1));
    }

    private static boolean isTooLarge(@Nullable MigrationFile file, List<String> lines) {
        return file != null && (lines.size() > MOST_LINES || file.statement().length() > MOST_CHARACTERS);
    }

    /** Return what happened to the file. */
    public String change() {
        if (before == null) {
            return "added";
        }
        return after == null ? "left out" : "changed";
    }

    /** Return the path, both where it differs. */
    public String path() {
        if (before == null || after == null) {
            return before == null ? (after == null ? "" : after.path()) : before.path();
        }
        return before.path().equals(after.path()) ? after.path() : before.path() + " → " + after.path();
    }

    /** Puts lines beside one another. */
    private static final class Rows {

        private final List<String> old;
        private final List<String> now;
        private final List<Row> rows = new ArrayList<>();

        Rows(List<String> old, List<String> now) {
            this.old = old;
            this.now = now;
        }

        List<Row> rows() {
            var from = 0;
            var fromNow = 0;
            for (var delta : DiffUtils.diff(old, now).getDeltas()) {
                same(from, delta.getSource().getPosition(), fromNow, rows.isEmpty() ? 0 : CONTEXT, CONTEXT);
                changed(delta);
                from = delta.getSource().last() + 1;
                fromNow = delta.getTarget().last() + 1;
            }
            if (!rows.isEmpty()) {
                same(from, old.size(), fromNow, CONTEXT, 0);
            }
            return rows;
        }

        private void same(int from, int to, int fromNow, int head, int tail) {
            for (int index = from; index < to; index++) {
                var left = index - from;
                var right = to - index;
                if (left < head || right <= tail) {
                    var now1 = fromNow + left;
                    rows.add(new Row(Kind.SAME, index + 1, old.get(index), now1 + 1, now.get(now1), 0));
                } else {
                    rows.add(new Row(Kind.GAP, null, null, null, null, to - tail - index));
                    index = to - tail - 1;
                }
            }
        }

        private void changed(AbstractDelta<String> delta) {
            var gone = delta.getSource();
            var come = delta.getTarget();
            for (int index = 0; index < Math.max(gone.size(), come.size()); index++) {
                var hasOld = index < gone.size();
                var hasNew = index < come.size();
                rows.add(new Row(
                        hasOld && hasNew ? Kind.CHANGED : hasOld ? Kind.REMOVED : Kind.ADDED,
                        hasOld ? gone.getPosition() + index + 1 : null,
                        hasOld ? gone.getLines().get(index) : null,
                        hasNew ? come.getPosition() + index + 1 : null,
                        hasNew ? come.getLines().get(index) : null,
                        0));
            }
        }
    }
}
