package io.slipway.change.patch;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One file's part of a patch. */
final class UnifiedDiff {

    private static final int CONTEXT = 3;
    private static final int MOST_LINES = 5_000;
    private static final String NO_NEWLINE = "\n\\ No newline at end of file";

    private UnifiedDiff() {}

    /** Compare the texts of a file, which is null where there is none; empty if they are alike. */
    static String of(String path, @Nullable String before, @Nullable String after) {
        List<String> old = lines(before);
        List<String> now = lines(after);
        if (old.equals(now)) {
            return "";
        }
        var diff = UnifiedDiffUtils.generateUnifiedDiff(
                before == null ? "/dev/null" : "a/" + path,
                after == null ? "/dev/null" : "b/" + path,
                old,
                patch(old, now),
                CONTEXT);
        String header = before == null ? "new file mode 100644\n" : after == null ? "deleted file mode 100644\n" : "";
        return "diff --git a/%1$s b/%1$s\n".formatted(path) + header + String.join("\n", diff) + "\n";
    }

    /** A last line without an end is another line than one with it, and says so as git does. */
    private static List<String> lines(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return List.of();
        }
        var lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        String last = lines.removeLast();
        if (!last.isEmpty()) {
            lines.add(last + NO_NEWLINE);
        }
        return lines;
    }

    /** Where a comparison line by line would take too long, the whole file is replaced. */
    private static Patch<String> patch(List<String> old, List<String> now) {
        if (old.size() <= MOST_LINES && now.size() <= MOST_LINES) {
            return DiffUtils.diff(old, now);
        }
        var patch = new Patch<String>();
        patch.addDelta(new ChangeDelta<>(new Chunk<>(0, old), new Chunk<>(0, now)));
        return patch;
    }
}
