package io.slipway.release;

import io.slipway.failure.RejectedException;

/** A version that is not made of dotted numbers is refused, since nobody could say what comes before it. */
public final class InvalidVersionException extends RejectedException {

    private static final int SHOWN = 60;

    public InvalidVersionException(String version) {
        super(
                Reason.INVALID,
                "invalid-version",
                "Version '%s' is not made of dotted numbers.".formatted(Quoted.of(version, SHOWN)),
                "Use numbers separated by dots, such as '1', '1.2' or '20260301120000', each of at most 18 digits.");
    }
}
