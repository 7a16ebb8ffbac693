package io.slipway.target;

import io.slipway.secret.Secrets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** The way into targets: logs in with a target's credentials, over verified TLS unless on loopback. */
public final class Connections {

    /** With which of a target's two credentials to log in. */
    public enum Login {
        /** For checks: reads, through a pooler if the target has one. */
        READER,
        /** For migrations: past any pooler. */
        MIGRATOR
    }

    private static final Set<String> UNVERIFIED = Set.of("disable", "allow", "prefer", "require", "verify-ca");
    private static final String CONNECT_SECONDS = "10";
    private static final String LOGIN_SECONDS = "20";
    private static final int MAX_APPLICATION_NAME = 63;

    private final Secrets secrets;
    private final Driver driver = new Driver();

    public Connections() {
        this(System::getenv);
    }

    /**
     * Connect with passwords that may be in an environment of one's own.
     *
     * @param environment gives the value of a variable, or null
     */
    public Connections(UnaryOperator<@Nullable String> environment) {
        this.secrets = new Secrets(environment);
    }

    /** Open a connection of its own; the purpose shows in {@code pg_stat_activity}. */
    public Connection open(Target target, Login login, String purpose) {
        return open(target, login, new Use(purpose, Duration.ZERO));
    }

    /** Open a reader's connection that gives up a server which says nothing for so long. */
    Connection openBriefly(Target target, String purpose, Duration patience) {
        return open(target, Login.READER, new Use(purpose, patience));
    }

    /** Open a migrator's connection beside that of a migration; it gives up a server which says nothing for so long. */
    public Connection openToWatch(Target target, String purpose, Duration patience) {
        return open(target, Login.MIGRATOR, new Use(purpose, patience));
    }

    /** What a connection is for; a patience of zero waits as long as a statement may take. */
    private record Use(String purpose, Duration patience) {}

    private Connection open(Target target, Login login, Use use) {
        var address = ServerAddress.of(target, login);
        var credential = login == Login.READER ? target.reader() : target.migrator();
        try {
            return connect(address, credential, use);
        } catch (SQLException e) {
            if ("28P01".equals(e.getSQLState()) && secrets.changed(credential.passwordReference())) {
                return openAgain(target, address, credential, use);
            }
            throw ConnectFailure.of(target, address, credential, e);
        }
    }

    /** Tell whether a login only goes through to a server that has proved to be the one in the URL. */
    public boolean verifies(Target target, Login login) {
        return ServerAddress.of(target, login).verified();
    }

    /** Tell whether a target is on this very machine, or looks so through a tunnel. */
    public boolean isLocal(Target target) {
        return ServerAddress.of(target, Login.MIGRATOR).loopback();
    }

    private Connection openAgain(Target target, ServerAddress address, Credential credential, Use use) {
        try {
            return connect(address, credential, use);
        } catch (SQLException e) {
            throw ConnectFailure.of(target, address, credential, e);
        }
    }

    private Connection connect(ServerAddress address, Credential credential, Use use) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", credential.username());
        var password = secrets.read(credential.passwordReference());
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", shortened("slipway " + use.purpose()));
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        // A proxy may accept for a server that is gone, and never answer.
        properties.setProperty("loginTimeout", LOGIN_SECONDS);
        if (use.patience().isPositive()) {
            properties.setProperty(
                    "connectTimeout", String.valueOf(use.patience().toSeconds()));
            properties.setProperty(
                    "socketTimeout", String.valueOf(use.patience().toSeconds()));
        }
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketFactory", WatchedSockets.class.getName());
        properties.setProperty("assumeMinServerVersion", "13");
        // Statements go out as the text they are, one simple query each: the driver neither splits nor prepares them.
        properties.setProperty("preferQueryMode", "extendedForPrepared");
        properties.setProperty("prepareThreshold", "0");
        address.securely(properties);
        return opened(driver.connect(address.url(), properties));
    }

    private static Connection opened(@Nullable Connection connection) throws SQLException {
        if (connection == null) {
            throw new SQLException("the driver does not accept the URL", "08001");
        }
        return connection;
    }

    private static String shortened(String name) {
        return name.length() <= MAX_APPLICATION_NAME ? name : name.substring(0, MAX_APPLICATION_NAME);
    }

    /** Where a login goes, taken apart and found fit: no secrets in it, TLS verified off loopback. */
    record ServerAddress(
            String url, String shown, String database, boolean loopback, boolean verified, boolean ownRootCertificate) {

        static ServerAddress of(Target target, Login login) {
            var url = login == Login.READER ? target.url() : target.urlForMigrations();
            var parsed = url.startsWith("jdbc:postgresql:") ? Driver.parseURL(url, new Properties()) : null;
            if (parsed == null) {
                throw UnusableUrlException.malformed(target.name());
            }
            if (parsed.containsKey("password") || parsed.containsKey("user") || url.contains("@")) {
                throw UnusableUrlException.carriesSecret(target.name());
            }
            var hosts = List.of(parsed.getProperty("PGHOST", "localhost").split(","));
            var loopback = hosts.stream().allMatch(ServerAddress::isLoopback);
            var mode = parsed.getProperty("sslmode", "verify-full");
            if (!loopback && UNVERIFIED.contains(mode)) {
                throw UnusableUrlException.unverified(target.name(), mode);
            }
            var database = parsed.getProperty("PGDBNAME", "");
            var shown = String.join(",", hosts) + ":" + parsed.getProperty("PGPORT", "5432") + "/" + database;
            var verified = !loopback || "verify-full".equals(parsed.getProperty("sslmode"));
            return new ServerAddress(url, shown, database, loopback, verified, parsed.containsKey("sslrootcert"));
        }

        private static boolean isLoopback(String host) {
            return host.equals("localhost") || host.startsWith("127.") || host.equals("::1") || host.equals("[::1]");
        }

        private void securely(Properties properties) {
            if (!loopback) {
                properties.setProperty("sslmode", "verify-full");
                if (!ownRootCertificate) {
                    properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
                }
            }
        }
    }
}
