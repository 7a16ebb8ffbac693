package io.slipway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.Waiting;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo says in one sentence why it cannot begin, and leaves nothing behind when it is orphaned. */
class DemoTest {

    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    Path home;

    @Test
    void refusesAnArgumentThatItDoesNotKnow() {
        try (var end = demo().start(Map.of(), "--exit", "--quick")) {
            assertThat(end.exitCode()).isEqualTo(1);
            assertThat(end.output())
                    .isEqualToIgnoringNewLines(
                            "The demo does not know '--quick'. Say --fresh to begin without kept data, --exit to end after the last step, --manual to decide yourself.");
        }
    }

    @Test
    void refusesToStartOnAPortInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var end = demo().start(Map.of("SLIPWAY_PORT", Integer.toString(taken.getLocalPort())), "--exit")) {
            assertThat(end.exitCode()).isEqualTo(1);
            assertThat(end.output())
                    .isEqualToIgnoringNewLines(
                            "Port %d, which Slipway needs, is in use. End the program that uses it, or set SLIPWAY_PORT to another port."
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void endsWithAllThatItStartedWhenItsParentIsKilled() {
        try (var parent = demo().startAsAChild("--exit")) {
            parent.awaitLine(DemoRun.PATIENCE, "PostgreSQL scratch ready");
            var started = parent.all();

            parent.kill();

            assertThat(started).hasSizeGreaterThan(5);
            Waiting.until(SOON, () -> started.stream().noneMatch(ProcessHandle::isAlive));
            Waiting.until(SOON, () -> demo().processes().isEmpty());
        }
    }

    @Test
    void endsWhenItsParentWasGoneBeforeItCouldLook() throws Exception {
        var gone = new ProcessBuilder("true").start();
        gone.waitFor();

        try (var demo = demo().start(Map.of("SLIPWAY_LAUNCHER", Long.toString(gone.pid())), "--exit")) {
            demo.exitCode();

            assertThat(demo.output()).contains("The process that started this one is gone: ending with all children.");
            Waiting.until(SOON, () -> demo().processes().isEmpty());
        }
    }

    private DemoRun demo() {
        return new DemoRun(home);
    }
}
