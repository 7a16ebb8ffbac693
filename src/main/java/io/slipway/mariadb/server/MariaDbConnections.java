package io.slipway.mariadb.server;

import io.slipway.secret.Secrets;
import io.slipway.target.Connections.Login;
import io.slipway.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Driver;

/** Logs in to targets with their credentials, over verified TLS unless on loopback. */
public final class MariaDbConnections {

    private static final String CONNECT_MILLIS = "10000";
    private static final int ACCESS_DENIED = 1045;
    private static final int DATABASE_DENIED = 1044;
    private static final int UNKNOWN_DATABASE = 1049;

    private final Secrets secrets = new Secrets(System::getenv);
    private final Driver driver = new Driver();

    /** Open a connection of its own; the purpose shows among the server's connection attributes. */
    public Connection open(Target target, Login login, String purpose) {
        return open(target, login, purpose, Duration.ZERO);
    }

    /** Open a connection that gives up a server which says nothing for so long; zero waits for ever. */
    public Connection open(Target target, Login login, String purpose, Duration patience) {
        var url = ServerUrl.of(target, login);
        var credential = login == Login.READER ? target.reader() : target.migrator();
        var properties = properties(url, purpose, patience);
        try {
            return connect(url, properties, credential.username(), credential.passwordReference());
        } catch (SQLException e) {
            if (e.getErrorCode() == ACCESS_DENIED && secrets.changed(credential.passwordReference())) {
                return openAgain(target, url, properties, login);
            }
            throw failure(target, url, credential.username(), e);
        }
    }

    /** Tell whether a login only goes through to a server that has proved to be the one in the URL. */
    public boolean verifies(Target target, Login login) {
        return ServerUrl.of(target, login).verified();
    }

    private Connection openAgain(Target target, ServerUrl url, Properties properties, Login login) {
        var credential = login == Login.READER ? target.reader() : target.migrator();
        try {
            return connect(url, properties, credential.username(), credential.passwordReference());
        } catch (SQLException e) {
            throw failure(target, url, credential.username(), e);
        }
    }

    private Connection connect(ServerUrl url, Properties properties, String user, String passwordReference)
            throws SQLException {
        properties.setProperty("user", user);
        var password = secrets.read(passwordReference);
        if (password != null) {
            properties.setProperty("password", password);
        }
        return opened(driver.connect(url.url(), properties));
    }

    private static Connection opened(@Nullable Connection connection) throws SQLException {
        if (connection == null) {
            throw new SQLException("the driver does not accept the URL", "08001");
        }
        return connection;
    }

    private static Properties properties(ServerUrl url, String purpose, Duration patience) {
        var properties = new Properties();
        properties.setProperty("connectTimeout", CONNECT_MILLIS);
        if (patience.isPositive()) {
            properties.setProperty("connectTimeout", String.valueOf(patience.toMillis()));
            properties.setProperty("socketTimeout", String.valueOf(patience.toMillis()));
        }
        properties.setProperty("connectionAttributes", "program_name:slipway " + purpose.replaceAll("[,:]", " "));
        properties.setProperty("tcpKeepIdle", "60");
        properties.setProperty("tcpKeepInterval", "10");
        properties.setProperty("tcpKeepCount", "6");
        // One statement per message, as the text that it is; no file of this machine is ever sent.
        properties.setProperty("allowMultiQueries", "false");
        properties.setProperty("allowLocalInfile", "false");
        properties.setProperty("useServerPrepStmts", "false");
        properties.setProperty("timezone", "disable");
        if (!url.loopback()) {
            properties.setProperty("sslMode", "verify-full");
        }
        return properties;
    }

    private static RuntimeException failure(Target target, ServerUrl url, String user, SQLException e) {
        if (isTls(e)) {
            return new RefusedByServerException(
                    "tls-failed",
                    "Target '%s' cannot be reached at '%s' over verified TLS: %s."
                            .formatted(target.name(), url.address(), Answers.words(e)),
                    "Turn TLS on at the server, with a certificate for the host in the URL"
                            + " by an authority that this machine trusts or that 'serverSslCert' in the URL names.");
        }
        return switch (e.getErrorCode()) {
            case ACCESS_DENIED ->
                new RefusedByServerException(
                        "wrong-password",
                        "Target '%s' does not let user '%s' log in from here, or refuses its password."
                                .formatted(target.name(), user),
                        "Create the user for this host, and put its password where the credential's reference points to.");
            case DATABASE_DENIED ->
                new RefusedByServerException(
                        "login-not-allowed",
                        "User '%s' has no right to the database of target '%s'.".formatted(user, target.name()),
                        "Grant it rights on the database.");
            case UNKNOWN_DATABASE ->
                new RefusedByServerException(
                        "unknown-database",
                        "Target '%s' names a database that does not exist: '%s'."
                                .formatted(target.name(), url.address()),
                        "Create the database or correct the target's URL.");
            default -> new ServerUnavailableException(target.name(), url.address(), Answers.words(e));
        };
    }

    private static boolean isTls(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("ssl");
    }
}
