package io.slipway.migrate;

import io.slipway.failure.TransientException;
import java.sql.SQLException;

/** The connection broke, so that what the server made of the last message is not known yet. */
final class ConnectionLostException extends TransientException {

    ConnectionLostException(String target, SQLException cause) {
        super("connection-lost", "The connection to target '%s' broke.".formatted(target), "Run it again.", cause);
    }
}
