package io.slipway.migrate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of one statement: where it stands in its file, how long it took, how many rows it met, what went wrong.
 *
 * @param queue how long another session waited behind it at most, as far as was seen
 */
public record StatementLog(
        String path,
        int position,
        int start,
        int end,
        int line,
        Duration duration,
        long rows,
        Duration queue,
        @Nullable String error) {}
