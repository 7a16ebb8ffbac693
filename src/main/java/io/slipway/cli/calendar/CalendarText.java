package io.slipway.cli.calendar;

import io.slipway.cli.server.ClientException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.fortuna.ical4j.data.CalendarParserFactory;
import net.fortuna.ical4j.data.ContentHandler;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.data.UnfoldingReader;

/** Takes the events out of the text of an iCalendar file as they are written; what is not about events is passed over. */
final class CalendarText implements ContentHandler {

    private final String name;
    private final List<Integer> lines;
    private final List<CalendarEvent> events = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private List<Property> properties = new ArrayList<>();
    private Map<String, String> parameters = new LinkedHashMap<>();
    private String property = "";
    private String value = "";

    /** One line of an event. */
    record Property(String name, Map<String, String> parameters, String value) {}

    private CalendarText(String name, List<Integer> lines) {
        this.name = name;
        this.lines = lines;
    }

    /** Return the events of a text, each with the line on which it begins. */
    static List<CalendarEvent> events(String name, String text) {
        var handler = new CalendarText(name, beginnings(text));
        try {
            CalendarParserFactory.getInstance()
                    .get()
                    .parse(new UnfoldingReader(new StringReader(unfoldable(text))), handler);
        } catch (ParserException e) {
            throw problem(
                    name,
                    unfolded(text, e.getLineNo()),
                    "this is not well-formed iCalendar",
                    "Export the calendar again.");
        } catch (IOException e) {
            throw problem(name, 1, "this cannot be read as iCalendar", "Export the calendar again.");
        }
        return handler.events;
    }

    static ClientException problem(String name, int line, String what, String help) {
        return ClientException.usage("calendar-invalid", "'%s', line %d: %s.".formatted(name, line, what), help);
    }

    /** The form asks for CR LF; editors and version control leave LF. */
    private static String unfoldable(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n") + (text.endsWith("\n") ? "" : "\r\n");
    }

    private static List<Integer> beginnings(String text) {
        var beginnings = new ArrayList<Integer>();
        var all = text.lines().toList();
        for (var index = 0; index < all.size(); index++) {
            if (all.get(index).strip().equalsIgnoreCase("BEGIN:VEVENT")) {
                beginnings.add(index + 1);
            }
        }
        return beginnings;
    }

    /** Return the line of the file that a line is once continuations are joined to the lines they continue. */
    private static int unfolded(String text, int joined) {
        var left = joined;
        var all = text.lines().toList();
        for (var index = 0; index < all.size(); index++) {
            var line = all.get(index);
            left -= line.startsWith(" ") || line.startsWith("\t") ? 0 : 1;
            if (left == 0) {
                return index + 1;
            }
        }
        return Math.max(1, all.size());
    }

    @Override
    public void startCalendar() {
        open.clear();
    }

    @Override
    public void endCalendar() {
        open.clear();
    }

    @Override
    public void startComponent(String component) {
        open.add(component.toUpperCase(Locale.ROOT));
        if (isEvent()) {
            properties = new ArrayList<>();
        }
    }

    @Override
    public void endComponent(String component) {
        if (isEvent()) {
            var line = events.size() < lines.size() ? lines.get(events.size()) : 1;
            events.add(new CalendarEvent(name, line, List.copyOf(properties)));
        }
        open.removeLast();
    }

    /** An alarm within an event has properties of its own. */
    private boolean isEvent() {
        return open.equals(List.of("VEVENT"));
    }

    @Override
    public void startProperty(String startedProperty) {
        property = startedProperty.toUpperCase(Locale.ROOT);
        parameters = new LinkedHashMap<>();
    }

    @Override
    public void parameter(String parameter, String text) {
        parameters.put(parameter.toUpperCase(Locale.ROOT), text.replace("\"", ""));
    }

    @Override
    public void propertyValue(String text) {
        value = text.strip();
    }

    @Override
    public void endProperty(String endedProperty) {
        if (isEvent()) {
            properties.add(new Property(property, parameters, value));
        }
    }
}
