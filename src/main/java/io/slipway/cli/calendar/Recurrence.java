package io.slipway.cli.calendar;

import io.slipway.cli.server.ClientException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Recur;

/**
 * When an event comes again, told by the clock of its zone: what the rule gives is turned into instants only afterwards, so that 22:00 stays
 * 22:00 on both sides of a change of daylight saving.
 */
final class Recurrence {

    private static final Pattern FREQUENCY = Pattern.compile("(?i)FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(?=;|$)");
    private static final Pattern UNTIL = Pattern.compile("(?i)UNTIL=([0-9TZ]+)");

    private Recurrence() {}

    /** Return the starts of an event within a horizon, no more than one above the most. */
    static Stream<Moment> starts(CalendarEvent event, Moment first, Horizon horizon, int most) {
        var rules = event.all("RRULE").map(CalendarText.Property::value).toList();
        if (event.first("EXRULE").isPresent() || rules.size() > 1) {
            throw event.problem(
                    "the event has more than one RRULE, or an EXRULE", "Split it into events with one RRULE each.");
        }
        return rules.isEmpty() ? Stream.of(first) : repeated(event, rules.getFirst(), first, horizon, most).stream();
    }

    private static List<Moment> repeated(CalendarEvent event, String rule, Moment first, Horizon horizon, int most) {
        if (!FREQUENCY.matcher(rule).find()) {
            throw unusable(event, rule);
        }
        var from = LocalDateTime.ofInstant(horizon.from(), first.zone());
        var until = LocalDateTime.ofInstant(horizon.until(), first.zone());
        try {
            return first.day()
                    ? dates(
                                    local(event, rule, first),
                                    first.local().toLocalDate(),
                                    from.toLocalDate(),
                                    until.toLocalDate(),
                                    most)
                            .map(date -> first.at(date.atStartOfDay()))
                            .toList()
                    : dates(local(event, rule, first), first.local(), from, until, most)
                            .map(time -> first.at(time))
                            .toList();
        } catch (IllegalArgumentException | DateTimeException e) {
            throw unusable(event, rule);
        }
    }

    private static <T extends Temporal> Stream<T> dates(String rule, T first, T from, T until, int most) {
        return new Recur<T>(rule).getDates(first, from, until, most + 1).stream();
    }

    private static ClientException unusable(CalendarEvent event, String rule) {
        return event.problem(
                "the RRULE '%s' cannot be used".formatted(rule),
                "Let the event come again daily, weekly, monthly or yearly, as RFC 5545 writes it.");
    }

    /** The end of a rule is written in UTC or as a day, whatever the start is; here it is told as the start is. */
    private static String local(CalendarEvent event, String rule, Moment first) {
        var until = UNTIL.matcher(rule);
        if (!until.find()) {
            return rule;
        }
        var end = Moment.read(until.group(1).toUpperCase(Locale.ROOT), first.zone())
                .orElseThrow(() -> unusable(event, rule));
        var last = LocalDateTime.ofInstant(end.instant(), first.zone());
        var told = first.day()
                ? Moment.written(last).substring(0, "20260302".length())
                : Moment.written(end.day() ? last.toLocalDate().atTime(LocalTime.MAX) : last);
        return until.replaceFirst("UNTIL=" + told);
    }
}
