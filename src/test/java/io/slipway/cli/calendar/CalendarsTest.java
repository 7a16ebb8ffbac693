package io.slipway.cli.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.cli.server.ClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalendarsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-17T10:00:00Z"), ZoneOffset.UTC);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    private static String calendar(String... lines) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n" + String.join("\r\n", lines)
                + "\r\nEND:VCALENDAR\r\n";
    }

    private static String event(String... lines) {
        return calendar("BEGIN:VEVENT", "UID:1", String.join("\r\n", lines), "END:VEVENT");
    }

    private static List<String> times(@Nullable ZoneId zone, String text) {
        return new CalendarFile("a.ics", zone, Horizon.of(CLOCK))
                .occurrences(text).stream()
                        .map(time -> time.from() + "/" + time.until())
                        .toList();
    }

    private static List<String> times(String text) {
        return times(null, text);
    }

    @Test
    void readsASingleEventInItsZone() {
        assertThat(times(event(
                        "DTSTART;TZID=Europe/Berlin:20260402T220000", "DTEND;TZID=Europe/Berlin:20260403T040000")))
                .containsExactly("2026-04-02T20:00:00Z/2026-04-03T02:00:00Z");
        assertThat(times(event("DTSTART;TZID=\"W. Europe Standard Time\":20260402T220000", "DURATION:PT6H")))
                .containsExactly("2026-04-02T20:00:00Z/2026-04-03T02:00:00Z");
        assertThat(times(event("DTSTART;TZID=/citadel.org/20250101_1/Europe/Berlin:20260402T220000Z", "DURATION:PT1H")))
                .containsExactly("2026-04-02T22:00:00Z/2026-04-02T23:00:00Z");
        assertThat(times(BERLIN, event("DTSTART:20260402T220000", "DTEND:20260402T233000")))
                .as("in the window's zone")
                .containsExactly("2026-04-02T20:00:00Z/2026-04-02T21:30:00Z");
    }

    @Test
    void keepsTheHourOfTheClockOnBothSidesOfAChangeOfDaylightSaving() {
        var weekly = event(
                "DTSTART;TZID=Europe/Berlin:20260321T230000",
                "DTEND;TZID=Europe/Berlin:20260322T010000",
                "RRULE:FREQ=WEEKLY;COUNT=3");
        var skipped = event("DTSTART;TZID=Europe/Berlin:20260328T023000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3");

        assertThat(times(weekly))
                .containsExactly(
                        "2026-03-21T22:00:00Z/2026-03-22T00:00:00Z",
                        "2026-03-28T22:00:00Z/2026-03-29T00:00:00Z",
                        "2026-04-04T21:00:00Z/2026-04-04T23:00:00Z");
        assertThat(times(skipped))
                .as("02:30 is skipped on the 29th, and there again on the 30th")
                .containsExactly(
                        "2026-03-28T01:30:00Z/2026-03-28T02:30:00Z",
                        "2026-03-29T01:00:00Z/2026-03-29T02:00:00Z",
                        "2026-03-30T00:30:00Z/2026-03-30T01:30:00Z");
    }

    @Test
    void takesWholeDaysInTheZone() {
        var days = event("DTSTART;VALUE=DATE:20260328", "DTEND;VALUE=DATE:20260330");
        var day = event("DTSTART;VALUE=DATE:20260329", "RRULE:FREQ=YEARLY");

        assertThat(times(BERLIN, days)).containsExactly("2026-03-27T23:00:00Z/2026-03-29T22:00:00Z");
        assertThat(times(BERLIN, day))
                .as("a day of 23 hours, and one of 24")
                .containsExactly(
                        "2026-03-28T23:00:00Z/2026-03-29T22:00:00Z", "2027-03-28T22:00:00Z/2027-03-29T22:00:00Z");
        assertThatThrownBy(() -> times(days))
                .isInstanceOf(ClientException.class)
                .hasMessage("'a.ics', line 4: the event is all day, and nothing says in which zone.");
    }

    @Test
    void leavesOutWhatIsExceptedMovedOrCancelled() {
        var text = calendar(
                "BEGIN:VEVENT",
                "UID:1",
                "DTSTART;TZID=Europe/Berlin:20260402T220000",
                "DURATION:PT1H",
                "RRULE:FREQ=DAILY;UNTIL=20260407T200000Z",
                "EXDATE;TZID=Europe/Berlin:20260403T220000,20260404T220000",
                "RDATE;TZID=Europe/Berlin:20260420T080000",
                "END:VEVENT",
                "BEGIN:VEVENT",
                "UID:1",
                "RECURRENCE-ID;TZID=Europe/Berlin:20260405T220000",
                "DTSTART;TZID=Europe/Berlin:20260405T120000",
                "DURATION:PT30M",
                "END:VEVENT",
                "BEGIN:VEVENT",
                "UID:1",
                "RECURRENCE-ID;TZID=Europe/Berlin:20260406T220000",
                "DTSTART;TZID=Europe/Berlin:20260406T220000",
                "STATUS:CANCELLED",
                "END:VEVENT",
                "BEGIN:VEVENT",
                "UID:2",
                "DTSTART:20260601T000000Z",
                "DURATION:PT1H",
                "STATUS:CANCELLED",
                "END:VEVENT");

        assertThat(times(text))
                .containsExactly(
                        "2026-04-02T20:00:00Z/2026-04-02T21:00:00Z",
                        "2026-04-05T10:00:00Z/2026-04-05T10:30:00Z",
                        "2026-04-07T20:00:00Z/2026-04-07T21:00:00Z",
                        "2026-04-20T06:00:00Z/2026-04-20T07:00:00Z");
    }

    @Test
    void looksFromTheFirstOfTheMonthForFourHundredDays() {
        var monthly = times(event("DTSTART:20200131T220000Z", "DURATION:PT1H", "RRULE:FREQ=MONTHLY;BYDAY=-1FR"));

        assertThat(monthly).hasSize(13);
        assertThat(monthly.getFirst()).startsWith("2026-03-27T22:00:00Z");
        assertThat(monthly.getLast()).startsWith("2027-03-26T22:00:00Z");
        assertThat(times(event("DTSTART:20260228T220000Z", "DURATION:P2D")))
                .as("what began before and is not over")
                .containsExactly("2026-02-28T22:00:00Z/2026-03-02T22:00:00Z");
        assertThatThrownBy(() -> times(event("DTSTART:20250228T220000Z", "DURATION:P2D")))
                .hasMessage("'a.ics', line 1: there is no event from 2026-03-01T00:00:00Z to 2027-04-05T00:00:00Z.");
    }

    @Test
    void namesTheLineOfWhatItCannotRead() {
        assertProblem("'a.ics', line 4: the event has no DTSTART.", event("SUMMARY:a"));
        assertProblem(
                "'a.ics', line 4: the event ends at its start or before.",
                event("DTSTART:20260402T220000Z", "DTEND:20260402T220000Z"));
        assertProblem(
                "'a.ics', line 4: the time zone 'Mars/Base' is not known.",
                event("DTSTART;TZID=Mars/Base:20260402T220000", "DURATION:PT1H"));
        assertProblem(
                "'a.ics', line 4: '20261341T990000Z' is no time that DTSTART may have.",
                event("DTSTART:20261341T990000Z", "DURATION:PT1H"));
        assertProblem(
                "'a.ics', line 4: the RRULE 'FREQ=SECONDLY' cannot be used.",
                event("DTSTART:20260402T220000Z", "DURATION:PT1H", "RRULE:FREQ=SECONDLY"));
        assertProblem(
                "'a.ics', line 4: the RRULE 'FREQ=DAILY;BYDAY=XX' cannot be used.",
                event("DTSTART:20260402T220000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYDAY=XX"));
        assertProblem(
                "'a.ics', line 4: 'an hour' is no duration.", event("DTSTART:20260402T220000Z", "DURATION:an hour"));
        assertProblem(
                "'a.ics', line 4: with this event there are more than 1000 times in 400 days.",
                event("DTSTART:20260402T220000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYHOUR=1,2,3"));
        assertProblem("'a.ics', line 1: this is not well-formed iCalendar.", "hello");
    }

    private static void assertProblem(String message, String text) {
        assertThatThrownBy(() -> times(text))
                .isInstanceOf(ClientException.class)
                .hasMessage(message);
    }

    @Test
    void putsTimesInThePlaceOfReferencesAndLeavesLinesWhereTheyAre() throws IOException {
        Files.writeString(folder.resolve("board.ics"), event("DTSTART:20260402T220000", "DURATION:PT6H"));
        Files.writeString(folder.resolve("days.ics"), event("DTSTART;VALUE=DATE:20260403"));
        var board = "[{from: \"2026-04-02T20:00:00Z\", until: \"2026-04-03T02:00:00Z\"}]";
        var days = "[{from: \"2026-04-02T22:00:00Z\", until: \"2026-04-03T22:00:00Z\"}]";

        assertThat(expanded("""
                # Bretter 😀
                windows:
                  - name: board
                    zone: Europe/Berlin
                    calendar: board.ics   # of the board
                  - {name: other, zone: Europe/Berlin, calendar: 'board.ics'}
                freezes:
                  - name: days
                    calendar:
                      file: days.ics
                      zone: Europe/Berlin
                    reason: Easter
                  - {name: too, calendar: {file: days.ics, zone: Europe/Berlin}, reason: Easter}
                """)).isEqualTo("""
                # Bretter 😀
                windows:
                  - name: board
                    zone: Europe/Berlin
                    openings: %1$s   # of the board
                  - {name: other, zone: Europe/Berlin, openings: %1$s}
                freezes:
                  - name: days
                    periods: %2$s


                    reason: Easter
                  - {name: too, periods: %2$s, reason: Easter}
                """.formatted(board, days));
        assertThat(told).hasSize(4).contains("Calendar 'board.ics' gives 1 times until 2026-04-03T02:00:00Z.");
    }

    @Test
    void refusesReferencesThatLeadNowhere() {
        var window = "windows:\n  - name: a\n    zone: UTC\n    calendar: ";

        assertThatThrownBy(() -> expanded(window + "away.ics\n"))
                .hasMessage("Line 4: the calendar 'away.ics' cannot be read as UTF-8 text.");
        assertThatThrownBy(() -> expanded(window + "[a, b]\n")).hasMessage("Line 4: the calendar is no file.");
        assertThatThrownBy(() -> expanded(window + "{file: a.ics, url: b}\n"))
                .hasMessage("Line 4: the calendar is no file.");
        assertThatThrownBy(() -> expanded(window + "{file: a.ics, zone: Nowhere}\n"))
                .hasMessage("Line 4: the time zone 'Nowhere' is not known.");
    }

    @Test
    void leavesOtherTextAlone() {
        assertThat(expanded("windows: []\n")).isEqualTo("windows: []\n");
        assertThat(expanded("a: b: c\n")).as("which the server refuses").isEqualTo("a: b: c\n");
        assertThat(expanded("projects:\n  - calendar: x\n")).isEqualTo("projects:\n  - calendar: x\n");
    }

    private String expanded(String text) {
        return new Calendars(folder, CLOCK, told::add).expanded(text);
    }
}
