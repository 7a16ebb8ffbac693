package io.slipway.release;

import io.slipway.failure.RejectedException;

/** A path that cannot name a migration is refused with a sentence that says how to name one. */
public final class InvalidFileNameException extends RejectedException {

    private static final int SHOWN = 100;

    InvalidFileNameException(String path, String why, String help) {
        super(Reason.INVALID, "invalid-file-name", "File '%s' %s.".formatted(Quoted.of(path, SHOWN), why), help);
    }
}
