package io.slipway.check.simulation;

import io.slipway.target.Credential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import org.postgresql.util.PasswordUtil;

/** A throw-away database with a role of its own that may nothing outside it; both are gone once this is closed. */
final class ScratchDatabase implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PASSWORD_BYTES = 24;
    private static final String MAX_RESULT_BUFFER = "32M";

    private final ScratchConnections connections;
    private final String name;
    private final String password;

    private ScratchDatabase(ScratchConnections connections, ScratchName name) {
        this.connections = connections;
        this.name = name.text();
        this.password = randomPassword();
    }

    /** Create database and role; nothing is left behind when that fails half-way. */
    static ScratchDatabase create(ScratchConnections connections, Clock clock) throws SQLException {
        var database = new ScratchDatabase(connections, ScratchName.at(clock.instant()));
        try {
            database.create();
            return database;
        } catch (SQLException | RuntimeException e) {
            database.closeAfter(e);
            throw e;
        }
    }

    String name() {
        return name;
    }

    private void create() throws SQLException {
        try (var owner = connections.asOwner()) {
            run(owner, """
                    CREATE ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
                    PASSWORD '%s'
                    """.formatted(name, PasswordUtil.encodePassword(name, password.toCharArray(), "scram-sha-256")));
            run(owner, "GRANT %s TO CURRENT_USER".formatted(name));
            run(owner, "CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8'".formatted(name));
            run(owner, "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(name));
            run(owner, "GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %1$s TO %1$s".formatted(name));
        }
        try (var owner = connections.asOwner(name)) {
            run(owner, "ALTER SCHEMA public OWNER TO %s".formatted(name));
        }
    }

    /** Log in as the role, with a login of its own: a session of the owner could be turned back into the owner's. */
    Connection connect(SessionOptions options) {
        Path secret = writeSecret();
        try {
            var role = new Credential(name, "file:" + secret);
            return connections.as(role, name, "maxResultBuffer=" + MAX_RESULT_BUFFER + "&" + options.asUrlParameter());
        } finally {
            delete(secret);
        }
    }

    @Override
    public void close() throws SQLException {
        try (var owner = connections.asOwner()) {
            drop(owner, name);
        }
    }

    private void closeAfter(Exception failure) {
        try {
            close();
        } catch (SQLException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Drop a throw-away database and its role, whoever is still connected to it. */
    static void drop(Connection owner, String name) throws SQLException {
        run(owner, "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
        run(owner, "DROP ROLE IF EXISTS %s".formatted(name));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String randomPassword() {
        var random = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private Path writeSecret() {
        try {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            return Files.writeString(Files.createTempFile("slipway", ".secret", ownerOnly), password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
