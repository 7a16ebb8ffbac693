package io.slipway.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

    @Test
    void namesTheToolThatIsMissing() {
        assertThat(sentence(() -> Machine.requireTool("Node.js", "no-such-node")))
                .isEqualTo(
                        "Node.js is missing: there is no program 'no-such-node' on the PATH. Install Node.js and try again.");
    }

    @Test
    void namesTheJdkThatIsTooOld() {
        assertThat(sentence(() -> Machine.requireJdk(17)))
                .isEqualTo(
                        "This is Java 17; Camunda needs a JDK of version 21 or later. Install a JDK 21 or later; Maven finds it by itself.");
    }

    @Test
    void namesTheFolderThatIsFull(@TempDir Path folder) {
        assertThat(sentence(() -> Machine.requireSpace(folder, Integer.MAX_VALUE)))
                .matches("Only \\d+ MB are free in '.+'; the platform needs \\d+ MB\\. Free some space, .+");
    }

    @Test
    void seesThatAPortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Machine.isFree(taken.getLocalPort())).isFalse();
        }
        assertThat(Machine.isFree(Ports.anyFree())).isTrue();
    }

    private static String sentence(ThrowingCallable refused) {
        var sentence = new StringBuilder();
        assertThatThrownBy(refused)
                .isInstanceOfSatisfying(PlatformException.class, problem -> sentence.append(problem.sentence()));
        return sentence.toString();
    }
}
