package io.slipway.embedded;

import io.slipway.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL server on a port of this machine, gone when this JVM is gone (see {@link Child}).
 *
 * <p>Tests use {@link #shared()}, or {@link #named} for a second server; each starts on first use and lives as long as the JVM.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String SUPERUSER = "postgres";
    private static final String PASSWORD = "postgres";
    private static final int FIRST_WITH_BUILTIN_LOCALES = 17;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, EmbeddedPostgres> NAMED = new ConcurrentHashMap<>();
    private static final Map<String, String> ALWAYS = Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "timezone", "Asia/Kathmandu",
            "max_connections", "400",
            "shared_buffers", "64MB",
            "log_line_prefix", "%m [%p] %q%u@%d/%a ");
    private static final Map<String, String> CARELESS =
            Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off");

    private final String name;
    private final PostgresBinaries binaries;
    private final Path folder;
    private final Path log;
    private final int port;
    private final Map<String, String> settings;
    private final AtomicInteger databases = new AtomicInteger();
    private Child server;

    private EmbeddedPostgres(
            PostgresBinaries binaries, String name, Path folder, Path log, int port, Map<String, String> settings) {
        this.binaries = binaries;
        this.name = name;
        this.folder = folder;
        this.log = log;
        this.port = port;
        this.settings = settings;
        this.server = launch();
    }

    /** Return the server that this JVM's tests share. */
    public static EmbeddedPostgres shared() {
        return named("slipway");
    }

    /** Return this JVM's server of that name, on a data folder to be thrown away; the first call starts it. */
    public static EmbeddedPostgres named(String name) {
        return NAMED.computeIfAbsent(name, it -> startThrowAway(it, Map.of()));
    }

    /** Start a server whose data is kept in a folder; settings go before the usual ones. */
    public static EmbeddedPostgres start(String name, Path folder, Path log, int port, Map<String, String> settings) {
        return started(PostgresBinaries.unpacked(), name, folder, log, port, settings);
    }

    /** Start a server for its caller alone, on a data folder to be thrown away; settings go before the usual ones. */
    public static EmbeddedPostgres startThrowAway(String name, Map<String, String> settings) {
        return startThrowAway(PostgresBinaries.unpacked(), name, settings);
    }

    /** Start a server of another major version, or skip the test where the build has none. */
    public static EmbeddedPostgres startOther(String major, String name) {
        return startThrowAway(PostgresBinaries.ofMajor(major), name, Map.of());
    }

    private static EmbeddedPostgres startThrowAway(
            PostgresBinaries binaries, String name, Map<String, String> settings) {
        var folder = Home.throwAway();
        var all = new TreeMap<>(CARELESS);
        all.putAll(settings);
        return started(
                binaries,
                "PostgreSQL '%s'".formatted(name),
                folder.resolve("postgres-" + name),
                folder.resolve("postgres-%s.log".formatted(name)),
                Ports.anyFree(),
                all);
    }

    private static EmbeddedPostgres started(
            PostgresBinaries binaries, String name, Path folder, Path log, int port, Map<String, String> settings) {
        var all = new TreeMap<>(ALWAYS);
        all.putAll(settings);
        var postgres = new EmbeddedPostgres(binaries, name, folder, log, port, all);
        postgres.awaitReady();
        return postgres;
    }

    /** Start a standby on a copy of this server's data; this server is stopped meanwhile. */
    public EmbeddedPostgres standby() {
        var copy = folder.resolveSibling(folder.getFileName() + "-standby");
        crash();
        try {
            copy(folder, copy);
            Files.createFile(copy.resolve("standby.signal"));
            Files.deleteIfExists(copy.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        restart();
        return started(binaries, name + " standby", copy, log.resolveSibling(copy + ".log"), Ports.anyFree(), settings);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var file : all.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Create an empty database under a name of its own and return its JDBC URL, which names no user. */
    public String createDatabase(String prefix) {
        var database = "%s_%d".formatted(prefix.toLowerCase(Locale.ROOT), databases.incrementAndGet());
        execute("CREATE DATABASE \"%s\"".formatted(database));
        return url(database);
    }

    /** Create a database of exactly that name unless it is there, and return its JDBC URL. */
    public String createDatabaseIfMissing(String database) {
        try (var connection = connect(maintenanceUrl());
                var query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, database);
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    execute("CREATE DATABASE \"%s\"".formatted(database));
                }
            }
            return url(database);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create database '%s'.".formatted(database), e);
        }
    }

    /** Return the JDBC URL of a database on this server, without a user. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** Return the JDBC URL of the server's own database, without a user. */
    public String maintenanceUrl() {
        return url(SUPERUSER);
    }

    public int port() {
        return port;
    }

    /** Return the name of the superuser, who logs in with {@link #password()}. */
    public String superuser() {
        return SUPERUSER;
    }

    public String password() {
        return PASSWORD;
    }

    /** Connect to one of this server's JDBC URLs as the superuser. */
    public Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, SUPERUSER, PASSWORD);
    }

    /** Run one statement in the server's own database as the superuser. */
    public void execute(String sql) {
        execute(maintenanceUrl(), sql);
    }

    /** Run statements in a database as the superuser, one after the other on one connection. */
    public void execute(String url, String... statements) {
        try (var connection = connect(url);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("%s refused: %s".formatted(name, String.join("; ", statements)), e);
        }
    }

    /** Change a setting of the running server; {@code log_statement = all} makes {@link #log()} show all that ran. */
    public void set(String setting, String value) {
        execute("ALTER SYSTEM SET %s = '%s'".formatted(setting, value));
        execute("SELECT pg_reload_conf()");
        Waiting.until(PATIENCE, () -> value.equals(currentSetting(setting)));
    }

    private String currentSetting(String setting) {
        try (var connection = connect(maintenanceUrl());
                var query = connection.prepareStatement("SELECT current_setting(?)")) {
            query.setString(1, setting);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read '%s'.".formatted(setting), e);
        }
    }

    /** Return the server's log file. */
    public Path logFile() {
        return log;
    }

    /** Return all that the server has logged. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stop the server at once, as a crash does, keeping data and port. */
    public void crash() {
        server.abandon();
    }

    /** Start the server again after {@link #crash()} on the same data and port. */
    public void restart() {
        server = launch();
        awaitReady();
    }

    long pid() {
        return server.pid();
    }

    @Override
    public void close() {
        server.close();
    }

    private Child launch() {
        if (!Files.exists(folder.resolve("PG_VERSION"))) {
            initialize();
        }
        var command = new ArrayList<>(binaries.program("postgres"));
        command.addAll(List.of("-D", folder.toString(), "-p", Integer.toString(port)));
        settings.forEach((setting, value) -> command.addAll(List.of("-c", setting + "=" + value)));
        return Child.watched(name, "QUIT", command, folder, log);
    }

    private void initialize() {
        try {
            Files.createDirectories(folder.getParent());
            var passwordFile = Files.createTempFile("slipway", ".pw");
            try {
                Files.writeString(passwordFile, PASSWORD);
                initialize(passwordFile);
            } finally {
                Files.delete(passwordFile);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while initializing " + name, e);
        }
    }

    private void initialize(Path passwordFile) throws IOException, InterruptedException {
        var command = new ArrayList<>(binaries.program("initdb"));
        command.addAll(List.of("-D", folder.toString(), "-U", SUPERUSER, "-A", "scram-sha-256"));
        command.addAll(List.of("--pwfile", passwordFile.toString(), "-E", "UTF8", "--no-sync", "--locale=C"));
        if (binaries.major() >= FIRST_WITH_BUILTIN_LOCALES) {
            command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        }
        Files.createDirectories(log.getParent());
        var initdb = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (initdb.waitFor() != 0) {
            throw PlatformException.ended(name, initdb.exitValue(), log);
        }
    }

    private void awaitReady() {
        var ready = Waiting.patiently(PATIENCE, () -> {
            server.requireAlive();
            return answers();
        });
        if (!ready) {
            throw PlatformException.notReady(name, PATIENCE.toSeconds(), log);
        }
    }

    private boolean answers() {
        try (var connection = connect(maintenanceUrl())) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }
}
