package io.slipway.target.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.testing.Program;
import io.slipway.testing.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The pooler that most people have before PostgreSQL, in front of a server that asks for no password. */
final class PgBouncer implements AutoCloseable {

    private final Program program;
    private final int port;

    private PgBouncer(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /**
     * Start it; without one on the machine the test is skipped, but a build server has it.
     *
     * @param poolMode session, transaction or statement
     */
    static PgBouncer start(EmbeddedPostgres server, String poolMode, Path folder) throws IOException {
        var binary = Program.onPath("pgbouncer");
        if (System.getenv("CI") != null) {
            assertThat(binary).as("pgbouncer on the PATH").isPresent();
        }
        assumeThat(binary)
                .as("pgbouncer is not on the PATH; Debian has it in the package pgbouncer")
                .isPresent();
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var configuration = Files.writeString(folder.resolve("pgbouncer-" + poolMode + ".ini"), """
                [databases]
                * = host=127.0.0.1 port=%d user=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = %s
                default_pool_size = 4
                ignore_startup_parameters = extra_float_digits
                """.formatted(
                        server.port(), server.superuser(), port, poolMode));
        var command = new ArrayList<>(List.of(binary.get().toString()));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(configuration.toString());
        var program = Program.start(Map.of(), command);
        Waiting.until(Duration.ofSeconds(10), () -> answers(port));
        return new PgBouncer(program, port);
    }

    private static boolean answers(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Return the JDBC URL that leads through it to a database. */
    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    @Override
    public void close() {
        program.close();
    }
}
