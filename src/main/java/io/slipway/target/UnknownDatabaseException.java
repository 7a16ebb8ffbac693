package io.slipway.target;

import io.slipway.failure.OutcomeException;

/** The server is there, the database is not. */
public final class UnknownDatabaseException extends OutcomeException {

    UnknownDatabaseException(String target, String address) {
        super(
                "unknown-database",
                "Target '%s' names a database that does not exist: '%s'.".formatted(target, address),
                "Create the database or correct the target's URL.");
    }
}
