package io.slipway.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.failure.RejectedException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

    @Test
    void ordersByNumbersAndNotByText() {
        List<String> ordered = Stream.of("10", "1.10", "2", "1.9.9", "v1.9", "0", "20260301120000")
                .map(Version::parse)
                .sorted()
                .map(Version::toString)
                .toList();

        assertThat(ordered).containsExactly("0", "1.9", "1.9.9", "1.10", "2", "10", "20260301120000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "01", "1.0", "1.0.0", "v1", "V001.000"})
    void takesOtherSpellingsForTheSameVersion(String spelling) {
        Version version = Version.parse(spelling);

        assertThat(version).isEqualTo(Version.parse("1")).hasSameHashCodeAs(Version.parse("1"));
        assertThat(version).isEqualByComparingTo(Version.parse("1")).hasToString("1");
    }

    @Test
    void tellsZerosInsideApart() {
        assertThat(Version.parse("1.0.1")).isNotEqualTo(Version.parse("1.1")).hasToString("1.0.1");
        assertThat(Version.parse("0.0")).hasToString("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v", "1.", ".1", "1..2", "1_2", "1-2", "one", "1 ", "-1", "1234567890123456789", "١"})
    void refusesWhatIsNotDottedNumbers(String text) {
        assertThatExceptionOfType(InvalidVersionException.class)
                .isThrownBy(() -> Version.parse(text))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(RejectedException.Reason.INVALID))
                .satisfies(e -> assertThat(e.code()).isEqualTo("invalid-version"));
    }

    @Test
    void saysHowToWriteAVersion() {
        assertThatExceptionOfType(InvalidVersionException.class)
                .isThrownBy(() -> Version.parse("1.x\n"))
                .satisfies(e -> assertThat(e.sentence())
                        .isEqualTo("Version '1.x\uFFFD' is not made of dotted numbers. Use numbers separated by dots,"
                                + " such as '1', '1.2' or '20260301120000', each of at most 18 digits."));
    }
}
