package io.slipway.target;

import io.slipway.failure.TransientException;

/** The target's server does not answer, or does not accept connections now. */
public final class DatabaseUnreachableException extends TransientException {

    DatabaseUnreachableException(String target, String address, String reason) {
        super(
                "database-unreachable",
                "Target '%s' cannot be reached at '%s': %s.".formatted(target, address, reason),
                "Check that the server runs and that its address and port can be reached from here, then try again.");
    }
}
