package io.slipway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.embedded.EmbeddedPlatform;
import io.slipway.embedded.Ports;
import io.slipway.failure.SlipwayException;
import io.slipway.sample.Sample;
import java.net.URI;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step of the demo that fails ends the demo, and the exit code tells it. */
class DemoStepTest {

    @TempDir
    Path secrets;

    @Test
    void failsWhenTheClientDoes() {
        var platform = EmbeddedPlatform.shared();
        var sample = Sample.on(platform.postgres(), platform.scratch(), secrets);
        var nobody = new Api(URI.create("http://127.0.0.1:" + Ports.anyFree()), "token");
        var play = new Play(new Narrator(), platform, sample, nobody, false);

        assertThatThrownBy(play::configure)
                .asInstanceOf(InstanceOfAssertFactories.type(SlipwayException.class))
                .extracting(SlipwayException::sentence)
                .asString()
                .startsWith(
                        "'slipway apply --file src/test/resources/sample/slipway.yaml' ended with exit code 1. Look into the log files in '");
        assertThat(Demo.goesWell(play::configure)).isFalse();
    }

    @Test
    void failsOnWhateverIsThrown() {
        assertThat(Demo.goesWell(() -> {})).isTrue();
        assertThat(Demo.goesWell(() -> {
                    throw new IllegalStateException("unforeseen");
                }))
                .isFalse();
        assertThat(Demo.goesWell(() -> {
                    throw new NoClassDefFoundError("missing");
                }))
                .isFalse();
    }
}
