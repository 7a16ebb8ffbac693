package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.failure.RejectedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T22:00+05:00,                     '',               2026-03-02T17:00:00Z",
        "2026-03-02T22:00+05:00,                     Europe/Berlin,    2026-03-02T21:00:00Z",
        "2026-07-02T22:00Z,                          Europe/Berlin,    2026-07-02T20:00:00Z",
        "2026-07-02T22:00,                           America/New_York, 2026-07-03T02:00:00Z",
        // clocks go back at 03:00: of the two times the first is meant
        "2026-10-25T02:30+02:00,                     Europe/Berlin,    2026-10-25T00:30:00Z",
    })
    @DisplayName("A time is meant in the browser's zone, or on the clock of the zone that is named")
    void readsTimes(String time, String zone, Instant meant) {
        assertThat(job(Map.of("startAt", time, "zone", zone)).instant("startAt", "zone"))
                .contains(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T22:00+01:00, Europe/Atlantis, There is no time zone 'Europe/Atlantis'",
        "2026-03-29T02:30+01:00, Europe/Berlin,   clocks go forward",
        "tonight,                Europe/Berlin,   holds no time",
        "tonight,                '',              holds no time",
    })
    @DisplayName("A time or a zone that there is not is refused with the reason")
    void refusesTimesThatThereAreNot(String time, String zone, String reason) {
        assertThatThrownBy(() -> job(Map.of("startAt", time, "zone", zone)).instant("startAt", "zone"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    @DisplayName("No time is no time, whatever the zone")
    void toleratesNoTime() {
        assertThat(job(Map.of("zone", "Europe/Berlin")).instant("startAt", "zone"))
                .isEmpty();
        assertThat(job(Map.of()).zone("zone").getId()).isEqualTo("UTC");
    }

    @Test
    @DisplayName("Rows of a list are read with the form's other fields beside them; what is no list has no rows")
    void readsRows() {
        var job = job(Map.of(
                "zone",
                "Europe/Berlin",
                "selections",
                List.of(
                        Map.of("targets", "prod-1/a", "startAt", "2026-07-02T22:00"),
                        "no row",
                        Map.of("targets", ""))));

        assertThat(job.rows("selections"))
                .extracting(row -> row.text("targets"))
                .containsExactly("prod-1/a", "");
        assertThat(job.rows("selections").getFirst().instant("startAt", "zone"))
                .contains(Instant.parse("2026-07-02T20:00:00Z"));
        assertThat(job.rows("zone")).isEmpty();
    }

    private static Job job(Map<String, Object> variables) {
        return new Job(1, new Job.Model(3, 1), 2, "Element", variables, () -> {});
    }
}
