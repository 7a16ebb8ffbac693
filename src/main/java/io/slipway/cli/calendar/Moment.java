package io.slipway.cli.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A time as a calendar writes it: by the clock of a zone, or a whole day of it.
 *
 * @param day whether it is a day without a time
 */
record Moment(LocalDateTime local, ZoneId zone, boolean day) {

    static final Pattern DAY = Pattern.compile("\\d{8}");
    private static final Pattern TIME = Pattern.compile("(\\d{8}T\\d{6})(Z?)");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

    /** Read a value; empty if it is none. */
    static Optional<Moment> read(String value, ZoneId zone) {
        try {
            if (DAY.matcher(value).matches()) {
                return Optional.of(new Moment(
                        LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE).atStartOfDay(), zone, true));
            }
            var time = TIME.matcher(value);
            return time.matches()
                    ? Optional.of(new Moment(
                            LocalDateTime.parse(time.group(1), LOCAL),
                            time.group(2).isEmpty() ? zone : ZoneOffset.UTC,
                            false))
                    : Optional.empty();
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** Return the zone of a name: of the time zone database, with a vendor's prefix or without, or one of Windows. */
    static Optional<ZoneId> zone(String name) {
        return names(name)
                .map(plain -> WindowsZones.NAMES.getOrDefault(plain, plain))
                .filter(Moment::isKnown)
                .findFirst()
                .map(ZoneId::of);
    }

    /** A vendor's prefix begins with a slash and has any number of parts. */
    private static Stream<String> names(String name) {
        return name.startsWith("/")
                ? Stream.iterate(name.substring(1), it -> it.contains("/"), it -> it.substring(it.indexOf('/') + 1))
                : Stream.of(name);
    }

    private static boolean isKnown(String zone) {
        return ZoneId.getAvailableZoneIds().contains(zone);
    }

    Moment at(LocalDateTime other) {
        return new Moment(other, zone, day);
    }

    /** Return the first instant at which a clock in the zone shows the time or, where it skips that time, a later one. */
    Instant instant() {
        var transition = zone.getRules().getTransition(local);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : local.atZone(zone).toInstant();
    }

    static String written(LocalDateTime time) {
        return LOCAL.format(time);
    }
}
