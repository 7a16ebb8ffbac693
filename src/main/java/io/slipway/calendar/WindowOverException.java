package io.slipway.calendar;

import io.slipway.failure.RejectedException;
import java.time.Instant;

/** A maintenance window has only dated openings, and none of them is left. */
public final class WindowOverException extends RejectedException {

    WindowOverException(String name, Instant after) {
        super(
                Reason.CONFLICT,
                "window-over",
                "The maintenance window '%s' does not open any more after '%s'.".formatted(name, after),
                "Give it further openings or a newer calendar with 'slipway apply', or choose another window.");
    }
}
