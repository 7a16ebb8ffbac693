package io.slipway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.BesideOthers;
import io.slipway.testing.TestOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays the whole demo as a person does, in a JVM and on a platform of its own, which takes two to three minutes on two cores.
 *
 * <p>Not on the platform that the other tests share: their application's workers would take the demo's jobs.
 */
@BesideOthers
@Order(TestOrder.OWN_PLATFORM)
class DemoPlayTest {

    @TempDir
    Path home;

    @Test
    void carriesTheSampleThroughTheWholeFlow() throws IOException {
        try (var demo = new DemoRun(home).start(Map.of(), "--exit")) {
            assertThat(demo.exitCode()).as(demo.output()).isZero();
            assertThat(demo.output())
                    .containsSubsequence(
                            "Applied.",
                            "prod waits for an approval.",
                            "Approved by the approver for prod-1/customers_prod and prod-1/orders_prod.",
                            "Approved by the owner",
                            "All 6 databases are migrated, each file once.",
                            "nothing was run, and nobody was asked.",
                            "Confirmed.",
                            "is approved for prod.",
                            "and locked until then.",
                            "Refused, 409 rollout-locked",
                            "Cancelled; the approval stands.",
                            "Sent back",
                            "orders_prod holds the voucher",
                            "Done: ");
            assertThat(withoutFigures(demo.output())).containsSubsequence(withoutFigures(shownByReadme()));
            assertThat(new DemoRun(home).processes()).isEmpty();
        }
    }

    private static String shownByReadme() throws IOException {
        var block = Pattern.compile("(?s)```text\n(.+?)```").matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    /** Return the lines without what differs from run to run. */
    private static List<String> withoutFigures(String text) {
        return text.lines()
                .map(line -> line.replaceAll("\\d+", "#").replaceAll(" +", " ").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
