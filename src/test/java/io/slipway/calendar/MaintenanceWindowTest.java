package io.slipway.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MaintenanceWindowTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<DayOfWeek> DAILY = List.of(DayOfWeek.values());

    private static MaintenanceWindow window(List<DayOfWeek> days, String start, int minutes) {
        return new MaintenanceWindow(1, "night", BERLIN, days, LocalTime.parse(start), minutes);
    }

    private static Instant berlin(String local) {
        return ZonedDateTime.of(LocalDateTime.parse(local), BERLIN).toInstant();
    }

    @Test
    void opensInTheEveningAndClosesInTheMorning() {
        var night = window(DAILY, "22:00", 360);

        assertThat(night.contains(berlin("2026-06-10T21:59:59"))).isFalse();
        assertThat(night.contains(berlin("2026-06-10T22:00"))).isTrue();
        assertThat(night.contains(berlin("2026-06-11T03:59:59"))).isTrue();
        assertThat(night.contains(berlin("2026-06-11T04:00"))).isFalse();
    }

    @Test
    void belongsToTheDayItOpensOn() {
        var friday = window(List.of(DayOfWeek.FRIDAY), "22:00", 360);

        assertThat(friday.contains(berlin("2026-06-13T03:00")))
                .as("Saturday morning")
                .isTrue();
        assertThat(friday.contains(berlin("2026-06-12T03:00")))
                .as("Friday morning")
                .isFalse();
        assertThat(friday.contains(berlin("2026-06-13T23:00")))
                .as("Saturday evening")
                .isFalse();
    }

    @Test
    void startsNextAtItsOpeningOrLater() {
        var night = window(DAILY, "22:00", 360);

        assertThat(night.nextStart(berlin("2026-06-10T12:00"))).isEqualTo(berlin("2026-06-10T22:00"));
        assertThat(night.nextStart(berlin("2026-06-10T22:00"))).isEqualTo(berlin("2026-06-10T22:00"));
        assertThat(night.nextStart(berlin("2026-06-10T22:01"))).isEqualTo(berlin("2026-06-11T22:00"));
    }

    @Test
    void closesByTheWallClockWhenDaylightSavingBegins() {
        var night = window(DAILY, "22:00", 360);

        var opening = night.openingAt(berlin("2026-03-28T23:00")).orElseThrow();

        assertThat(opening.end()).isEqualTo(Instant.parse("2026-03-29T02:00:00Z"));
        assertThat(Duration.between(opening.start(), opening.end())).isEqualTo(Duration.ofHours(5));
    }

    @Test
    void closesByTheWallClockWhenDaylightSavingEnds() {
        var night = window(DAILY, "22:00", 360);

        var opening = night.openingAt(berlin("2026-10-24T23:00")).orElseThrow();

        assertThat(Duration.between(opening.start(), opening.end())).isEqualTo(Duration.ofHours(7));
    }

    @Test
    void opensWhenTheSkippedHourEnds() {
        var early = window(DAILY, "02:30", 60);

        assertThat(early.nextStart(berlin("2026-03-28T12:00"))).isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
        assertThat(early.openingAt(berlin("2026-03-29T03:15"))).isPresent();
        assertThat(early.contains(berlin("2026-03-29T03:30"))).isFalse();
    }

    @Test
    void staysClosedOnADayThatSkipsItWhole() {
        var early = window(DAILY, "02:10", 30);

        assertThat(early.nextStart(berlin("2026-03-29T00:00"))).isEqualTo(berlin("2026-03-30T02:10"));
    }

    @Test
    void findsAStartTwoWeeksAheadWhenTheOneDayIsSkipped() {
        var sunday = window(List.of(DayOfWeek.SUNDAY), "02:10", 30);

        assertThat(sunday.nextStart(berlin("2026-03-22T03:00"))).isEqualTo(berlin("2026-04-05T02:10"));
    }

    @Test
    void isOpenAllAlongWhenLongerThanADay() {
        var weekend = window(List.of(DayOfWeek.FRIDAY), "18:00", 60 * 60);

        assertThat(weekend.contains(berlin("2026-06-12T18:00"))).isTrue();
        assertThat(weekend.contains(berlin("2026-06-15T05:59"))).isTrue();
        assertThat(weekend.contains(berlin("2026-06-15T06:00"))).isFalse();
    }

    @Test
    void opensAtItsDatesAndThenNoMore() {
        var dated = dated(
                List.of(),
                null,
                span("2026-06-10T22:00", "2026-06-11T04:00"),
                span("2026-06-20T08:00", "2026-06-20T09:00"));

        assertThat(dated.contains(berlin("2026-06-10T21:59:59"))).isFalse();
        assertThat(dated.contains(berlin("2026-06-11T03:59:59"))).isTrue();
        assertThat(dated.contains(berlin("2026-06-11T04:00"))).isFalse();
        assertThat(dated.nextStart(berlin("2026-06-10T22:00"))).isEqualTo(berlin("2026-06-10T22:00"));
        assertThat(dated.nextStart(berlin("2026-06-10T22:01"))).isEqualTo(berlin("2026-06-20T08:00"));
        assertThat(dated.startAfter(berlin("2026-06-20T08:01"))).isEmpty();
        assertThatThrownBy(() -> dated.nextStart(berlin("2026-06-20T08:01")))
                .isInstanceOf(WindowOverException.class)
                .hasMessageContaining("'night' does not open any more after '2026-06-20T06:01:00Z'");
    }

    @Test
    void opensByTheWeekAndAtItsDates() {
        var both = dated(List.of(DayOfWeek.SUNDAY), LocalTime.of(8, 0), span("2026-06-10T22:00", "2026-06-11T04:00"));

        assertThat(both.nextStart(berlin("2026-06-08T00:00"))).isEqualTo(berlin("2026-06-10T22:00"));
        assertThat(both.nextStart(berlin("2026-06-11T00:00"))).isEqualTo(berlin("2026-06-14T08:00"));
        assertThat(both.contains(berlin("2026-06-14T08:30"))).isTrue();
    }

    @Test
    void closesWhenTheLastOfOpeningsThatMeetEnds() {
        var dated = dated(
                List.of(),
                null,
                span("2026-06-10T22:00", "2026-06-11T00:00"),
                span("2026-06-11T00:00", "2026-06-11T04:00"));

        assertThat(dated.openingAt(berlin("2026-06-10T23:00")).orElseThrow().end())
                .isEqualTo(berlin("2026-06-11T04:00"));
    }

    private static MaintenanceWindow dated(List<DayOfWeek> days, @Nullable LocalTime start, Span... openings) {
        return new MaintenanceWindow(
                1,
                "night",
                BERLIN,
                days,
                start,
                start == null ? null : 60,
                MaintenanceWindow.AtClose.FINISH,
                Set.of(openings));
    }

    private static Span span(String from, String until) {
        return new Span(berlin(from), berlin(until));
    }

    @Test
    void refusesToNeverOpen() {
        assertThatThrownBy(() -> window(List.of(), "22:00", 360)).hasMessageContaining("'night' never opens");
        assertThatThrownBy(() -> window(DAILY, "22:00", 0)).hasMessageContaining("'night' never opens");
    }
}
