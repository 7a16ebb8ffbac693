package io.slipway.mariadb.server;

import io.slipway.failure.OutcomeException;

/** A server of MariaDB or MySQL cannot be used as the target is configured; trying again changes nothing. */
public final class RefusedByServerException extends OutcomeException {

    public RefusedByServerException(String code, String message, String help) {
        super(code, message, help);
    }
}
