package io.slipway.migrate;

import io.slipway.failure.TransientException;

/** Another attempt is at work on the target and did not end in time; nothing was decided, nothing ran. */
public final class TargetBusyException extends TransientException {

    public TargetBusyException(String target, String what) {
        super(
                "target-busy",
                "Target '%s' is in use: %s.".formatted(target, what),
                "Nothing to do: the attempt is made again when the other has ended.");
    }
}
