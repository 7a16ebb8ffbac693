package io.slipway.target;

import io.slipway.failure.SlipwayException;
import io.slipway.target.Connections.ServerAddress;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;

/** Says in a sentence why a login failed; the driver's exception stays out, its messages may quote the URL. */
final class ConnectFailure {

    private ConnectFailure() {}

    static SlipwayException of(Target target, ServerAddress address, Credential credential, SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        var reason = reason(e);
        if (isTls(e)) {
            return new TlsFailedException(target.name(), address.shown(), reason);
        }
        return switch (state) {
            case "28P01" -> LoginRefusedException.wrongPassword(target.name(), credential.username());
            case "3D000" -> new UnknownDatabaseException(target.name(), address.shown());
            case "28000" ->
                reason.contains("does not exist") || reason.contains("not permitted to log in")
                        ? LoginRefusedException.roleMissing(target.name(), credential.username())
                        : LoginRefusedException.notAllowed(target.name(), credential.username(), reason);
            case "42501", "08004" ->
                reason.contains("password")
                        ? LoginRefusedException.wrongPassword(target.name(), credential.username())
                        : LoginRefusedException.notAllowed(target.name(), credential.username(), reason);
            default -> new DatabaseUnreachableException(target.name(), address.shown(), reason);
        };
    }

    /** What the driver itself finds wrong has no class or state of its own, only its words. */
    private static boolean isTls(SQLException e) {
        var text = String.valueOf(e.getMessage());
        var said = e instanceof PSQLException failure && failure.getServerErrorMessage() != null;
        return !said
                && (e.getCause() instanceof SSLException
                        || text.contains("SSL")
                        || text.contains("could not be verified"));
    }

    private static String reason(SQLException e) {
        if (e instanceof PSQLException failure && failure.getServerErrorMessage() != null) {
            return String.valueOf(failure.getServerErrorMessage().getMessage());
        }
        var cause = e.getCause() == null ? e : e.getCause();
        var text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
