package io.slipway.check;

import static io.slipway.check.CheckFixtures.file;
import static io.slipway.check.CheckFixtures.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.target.Credential;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckerNeverConnectsToTargetsTest {

    @Test
    void leavesTheTargetsServerAloneWhateverTheFilesSay() throws IOException {
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                var context = CheckFixtures.context(Clock.systemUTC(), Map.of())) {
            var address = "127.0.0.1:" + server.getLocalPort();
            var target = new TargetToCheck("eu", "prod", address, List.of(), Map.of(), List.of());
            var files = List.of(
                    file("1__a.sql", "CREATE TABLE a ();"),
                    file(
                            "2__b.sql",
                            "SELECT dblink_connect('host=127.0.0.1 port=%d')".formatted(server.getLocalPort())),
                    file("3__c.sql", "SELECT nothing;"));

            context.getBean(Checker.class)
                    .check(request(CheckFixtures.scratch(EmbeddedPostgres.named("scratch")), files, target));
            context.getBean(Checker.class).check(request(null, files, target));

            assertNobodyCalled(server);
        }
    }

    @Test
    void doesNotTakeTheTargetsServerForAScratchServer() throws IOException {
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                var context = CheckFixtures.context(Clock.systemUTC(), Map.of())) {
            var scratch = new ScratchServer(
                    "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getLocalPort()),
                    new Credential("postgres", ""));
            var target = new TargetToCheck(
                    "eu", "prod", "127.0.0.1:" + server.getLocalPort(), List.of(), Map.of(), List.of());

            var report = context.getBean(Checker.class)
                    .check(request(scratch, List.of(file("1__a.sql", "CREATE TABLE a ();")), target));

            assertThat(report.findings())
                    .singleElement()
                    .satisfies(finding ->
                            assertThat(finding.text()).contains("the scratch server is the target's own server"));
            assertNobodyCalled(server);
        }
    }

    private static void assertNobodyCalled(ServerSocket server) throws IOException {
        server.setSoTimeout(200);
        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(server::accept);
    }
}
