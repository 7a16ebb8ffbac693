package io.slipway.cli.calendar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import net.fortuna.ical4j.data.CalendarParser;

/** The names that Windows, and so Outlook and Exchange, have for time zones. */
final class WindowsZones {

    /** Windows' names and what the time zone database calls them. */
    static final Map<String, String> NAMES = names();

    private static final String LIST = "/net/fortuna/ical4j/transform/compliance/msTimezoneNames";

    private WindowsZones() {}

    private static Map<String, String> names() {
        var list = new Properties();
        try (var text = Objects.requireNonNull(CalendarParser.class.getResourceAsStream(LIST), LIST)) {
            list.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var names = new HashMap<String, String>();
        list.stringPropertyNames()
                .forEach(name -> names.put(name, list.getProperty(name).strip()));
        return Map.copyOf(names);
    }
}
