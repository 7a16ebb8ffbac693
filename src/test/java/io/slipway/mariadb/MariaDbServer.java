package io.slipway.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.slipway.target.Credential;
import io.slipway.target.Engine;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import io.slipway.testing.Program;
import io.slipway.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real MariaDB of a test's own, with a migrator and a reader who have rights on the tests' databases alone. */
public final class MariaDbServer implements AutoCloseable {

    public static final Credential MIGRATOR = new Credential("migrator", "exec:printf secret");
    public static final Credential READER = new Credential("reader", "exec:printf secret");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable MariaDbServer shared;

    private final Path folder;
    private final int port;
    private final List<String> options;
    private Program program;

    private MariaDbServer(Path folder, int port, List<String> options) {
        this.folder = folder;
        this.port = port;
        this.options = options;
        this.program = launch();
    }

    /** Return the server that the tests of this JVM share. */
    public static synchronized MariaDbServer shared() {
        var there = shared;
        if (there == null) {
            there = start("mariadb-shared");
            shared = there;
            Runtime.getRuntime().addShutdownHook(new Thread(there::close));
        }
        return there;
    }

    /** Start one; without MariaDB on the machine the test is skipped, but a build server has it. */
    public static MariaDbServer start(String name, String... options) {
        var installer = find("mariadb-install-db");
        if (System.getenv("CI") != null) {
            assertThat(installer).as("mariadb-install-db").isPresent();
        }
        assumeThat(installer)
                .as("MariaDB's server is not there; Debian has it in the package mariadb-server")
                .isPresent();
        try {
            var base = Files.createDirectories(Path.of("target", "mariadb"));
            var folder = Files.createTempDirectory(base.toAbsolutePath(), name);
            var data = folder.resolve("data");
            var installed = Program.start(
                    Map.of(),
                    List.of(
                            installer.orElseThrow().toString(),
                            "--no-defaults",
                            "--datadir=" + data,
                            "--auth-root-authentication-method=normal",
                            "--skip-test-db",
                            "--user=" + System.getProperty("user.name")));
            assertThat(installed.exitCode()).as(installed.output()).isZero();
            int port;
            try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            var server = new MariaDbServer(folder, port, List.of(options));
            server.makeUsers();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Servers are often kept where no user's PATH leads. */
    private static Optional<Path> find(String name) {
        return Stream.concat(
                        Program.onPath(name).stream(),
                        Stream.of(Path.of("/usr/sbin", name), Path.of("/usr/bin", name))
                                .filter(Files::isExecutable))
                .findFirst();
    }

    private Program launch() {
        var command = new ArrayList<>(List.of(
                find("mariadbd").orElseThrow().toString(),
                "--no-defaults",
                "--datadir=" + folder.resolve("data"),
                "--port=" + port,
                // A socket's path may not be long, and a test's folder is.
                "--socket=" + socket(),
                "--pid-file=" + folder.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--innodb-buffer-pool-size=32M",
                "--innodb-flush-log-at-trx-commit=2",
                "--user=" + System.getProperty("user.name")));
        command.addAll(options);
        var started = Program.start(Map.of(), command);
        Waiting.until(PATIENCE, () -> answers(started));
        return started;
    }

    private boolean answers(Program started) {
        if (started.all().stream().noneMatch(ProcessHandle::isAlive)) {
            throw new AssertionError(started.output());
        }
        try (var connection = connect("mysql")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private void makeUsers() {
        for (var user : List.of("migrator", "reader")) {
            execute("mysql", "CREATE USER %s@localhost IDENTIFIED BY 'secret'".formatted(user));
        }
        execute("mysql", "GRANT ALL ON `slipway\\_probe\\_%`.* TO migrator@localhost");
    }

    /** Kill it as a power cut does, and start it again. */
    void crash() {
        program.kill();
        program.exitCode();
        program = launch();
    }

    int port() {
        return port;
    }

    /** Return a JDBC URL without a database. */
    public String url() {
        return "jdbc:mariadb://127.0.0.1:%d/".formatted(port);
    }

    /** Make a new, empty database and return its name. */
    public String createDatabase() {
        var name = "m%d_%d".formatted(ProcessHandle.current().pid(), DATABASES.incrementAndGet());
        createDatabase(name);
        return name;
    }

    /** Make an empty database in the place of what had its name. */
    public void createDatabase(String name) {
        execute("mysql", "DROP DATABASE IF EXISTS " + name);
        execute("mysql", "CREATE DATABASE " + name);
        execute("mysql", "GRANT ALL ON %s.* TO migrator@localhost".formatted(name));
        execute("mysql", "GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON %s.* TO reader@localhost".formatted(name));
    }

    Target target() {
        return target(createDatabase(), port);
    }

    /** Return a target in a database, reached by a port that leads to the server. */
    static Target target(String database, int port) {
        return new Target(
                Engine.MARIADB,
                "orders-eu",
                "jdbc:mariadb://127.0.0.1:%d/%s".formatted(port, database),
                null,
                null,
                READER,
                MIGRATOR,
                null,
                List.of(),
                Map.of());
    }

    static String database(Target target) {
        return target.url().substring(target.url().lastIndexOf('/') + 1);
    }

    /** Log in as the server's administrator. */
    Connection connect(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", "root");
        return DriverManager.getConnection(url() + database, properties);
    }

    public void execute(String database, String sql) {
        try (var connection = connect(database)) {
            Rows.run(connection, sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Return what a query's first column says. */
    public List<String> texts(String database, String sql) {
        try (var connection = connect(database)) {
            return Rows.list(connection, sql, row -> row.getString(1));
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    List<String> texts(Target target, String sql) {
        return texts(database(target), sql);
    }

    void execute(Target target, String sql) {
        execute(database(target), sql);
    }

    List<String> columns(Target target, String table) {
        return texts(
                target,
                "SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '%s'"
                                .formatted(table)
                        + " ORDER BY ORDINAL_POSITION");
    }

    private Path socket() {
        return Path.of("/tmp/slipway-mariadb-" + port + ".sock");
    }

    @Override
    public void close() {
        program.close();
        try {
            Files.deleteIfExists(socket());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
