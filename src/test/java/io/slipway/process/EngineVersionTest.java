package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineVersionTest {

    @Test
    void knowsTheTwoThatWereTried() {
        assertThat(EngineVersion.of("8.6.0")).isEqualTo(EngineVersion.V8_6);
        assertThat(EngineVersion.of("8.9.13")).isEqualTo(EngineVersion.V8_9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.5.3", "8.7.0", "8.8.14", "8.10.0", "8.60.1", "9.0.0", ""})
    void refusesEveryOther(String version) {
        assertThatIllegalStateException()
                .isThrownBy(() -> EngineVersion.of(version))
                .withMessage("Camunda '%s' is not supported. Use 8.9, or 8.6.0 for development.", version);
    }
}
