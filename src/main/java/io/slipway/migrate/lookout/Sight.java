package io.slipway.migrate.lookout;

import java.time.Duration;
import java.util.Locale;

/**
 * What was seen of a running statement.
 *
 * @param progress what PostgreSQL's progress views say of it, or empty
 * @param waiting how many other sessions wait for locks that its session holds or waits for before them
 * @param longestWait how long the first of them has been waiting
 */
public record Sight(String progress, int waiting, Duration longestWait) {

    /** Nothing was seen, or nobody looked. */
    public static final Sight NOTHING = new Sight("", 0, Duration.ZERO);

    /** Return it in words, to be put behind what the statement is; empty if nothing was seen. */
    public String words() {
        var words = new StringBuilder();
        if (!progress.isEmpty()) {
            words.append("; ").append(progress);
        }
        if (waiting > 0) {
            words.append(String.format(
                    Locale.ROOT,
                    "; %d %s behind it, the first for %.1f s",
                    waiting,
                    waits(),
                    longestWait.toMillis() / 1e3));
        }
        return words.toString();
    }

    private String waits() {
        return waiting == 1 ? "session waits" : "sessions wait";
    }
}
