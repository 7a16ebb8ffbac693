package io.slipway.mariadb.server;

import io.slipway.failure.TransientException;
import java.sql.SQLException;

/** A server of MariaDB or MySQL does not answer now. */
public final class ServerUnavailableException extends TransientException {

    ServerUnavailableException(String target, String address, String reason) {
        super(
                "database-unreachable",
                "Target '%s' cannot be reached at '%s': %s.".formatted(target, address, reason),
                "Check that the server runs and that its address and port can be reached from here, then try again.");
    }

    /** The connection broke, or the server refused what was asked beside a migration. */
    public ServerUnavailableException(String code, String message, SQLException cause) {
        super(code, message, "Run 'slipway doctor' on the target.", cause);
    }
}
