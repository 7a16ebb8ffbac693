package io.slipway.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.slipway.testing.BesideOthers;
import io.slipway.testing.Program;
import io.slipway.testing.TestOrder;
import io.slipway.testing.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the platform as a person does, in a JVM of its own, and ends that JVM in each of the ways that it can end. */
@BesideOthers
@Order(TestOrder.OWN_PLATFORM)
class EmbeddedPlatformMainTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration STARTED = Duration.ofMinutes(4);
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

    @TempDir
    Path home;

    @Test
    void leavesNoChildBehindWhenKilledAndKeepsItsData() throws IOException, SQLException {
        var first = start(Map.of(), "--home", home.toString(), "--free-ports");
        first.awaitLine(STARTED, "\nReady.");
        var title = "survives the kill";
        startInstance(address(first, "Zeebe gRPC"), title);
        execute(address(first, "PostgreSQL"), "CREATE TABLE survivor ()");
        var children = first.all();

        first.kill();

        assertThat(children).hasSizeGreaterThan(5);
        awaitAllGone(first, children);

        var second = start(Map.of(), "--home", home.toString(), "--free-ports");
        second.awaitLine(STARTED, "\nReady.");
        execute(address(second, "PostgreSQL"), "DROP TABLE survivor");
        var approver =
                TasklistUser.logIn(URI.create(address(second, "Tasklist").split(" ")[0]), "approver", "approver");
        assertThat(approver.awaitTask("Decide", Map.of("title", title)).name()).isEqualTo("Decide");
        children = second.all();

        second.end();

        awaitAllGone(second, children);
    }

    @Test
    void namesThePortThatIsInUse() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());

            var run = start(Map.of("SLIPWAY_PORT_POSTGRES", port), "--home", home.toString());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.output())
                    .isEqualToIgnoringNewLines(
                            "Port %s, which PostgreSQL needs, is in use. End the program that uses it, or set SLIPWAY_PORT_POSTGRES to another port."
                                    .formatted(port));
        }
    }

    private static void awaitAllGone(Program run, List<ProcessHandle> children) {
        Waiting.until(SOON, () -> children.stream().noneMatch(ProcessHandle::isAlive));
        PORT.matcher(run.output())
                .results()
                .map(match -> Integer.parseInt(match.group(1)))
                .forEach(port -> Waiting.until(SOON, () -> Machine.isFree(port)));
    }

    private static void startInstance(String gateway, String title) {
        try (var client = CamundaClient.newClientBuilder()
                .grpcAddress(URI.create(gateway))
                .preferRestOverGrpc(false)
                .build()) {
            client.newDeployResourceCommand()
                    .addResourceFromClasspath("embedded/two-steps.bpmn")
                    .addResourceFromClasspath("embedded/two-steps-decide.form")
                    .send()
                    .join();
            client.newCreateInstanceCommand()
                    .bpmnProcessId("TwoSteps")
                    .latestVersion()
                    .variables(Map.of("title", title))
                    .send()
                    .join();
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url, "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Program start(Map<String, String> environment, String... arguments) {
        return Program.start(environment, Program.java(EmbeddedPlatformMain.class, arguments));
    }

    private static String address(Program run, String what) {
        return run.output()
                .lines()
                .filter(line -> line.startsWith(what))
                .reduce((first, last) -> last)
                .orElseThrow()
                .substring(what.length())
                .strip();
    }
}
