package io.slipway.cli.calendar;

import io.slipway.cli.server.ClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Puts the times of calendars in the place of the references to them in a configuration file. Every line stays where it is, so that the
 * server's refusals name the right one.
 */
public final class Calendars {

    private final Path folder;
    private final Horizon horizon;
    private final Consumer<String> told;
    private final YAMLMapper yaml = new YAMLMapper();

    /**
     * Make a reader of calendars.
     *
     * @param folder which the names of calendars' files are relative to
     * @param told gets a sentence about each calendar that was read
     */
    public Calendars(Path folder, Clock clock, Consumer<String> told) {
        this.folder = folder;
        this.horizon = Horizon.of(clock);
        this.told = told;
    }

    /** Return the text of a configuration with openings and periods for its references to calendars. */
    public String expanded(String text) {
        List<Reference> references;
        JsonNode file;
        try {
            references = Reference.in(yaml, text);
            file = references.isEmpty() ? yaml.nullNode() : yaml.readTree(text);
        } catch (JacksonException broken) {
            // The server says where, as it does for a file without calendars.
            return text;
        }
        var expanded = new StringBuilder(text);
        for (var reference : references.reversed()) {
            expanded.replace(reference.from(), reference.until(), expansion(reference, file, text));
        }
        return expanded.toString();
    }

    private String expansion(Reference reference, JsonNode configuration, String text) {
        var entry = configuration.at(reference.entry());
        var named = entry.at("/calendar");
        var file = named.isObject() ? named.at("/file").asString("") : named.asString("");
        if (file.isBlank() || !isUsable(named)) {
            throw refusal(
                    reference,
                    "the calendar is no file",
                    "Name it as in 'calendar: board.ics', or with 'file' and 'zone'.");
        }
        var zone = zone(reference, named.at("/zone").asString(entry.at("/zone").asString("")));
        var times = new CalendarFile(file, zone, horizon).occurrences(read(reference, file));
        told.accept("Calendar '%s' gives %d times until %s."
                .formatted(file, times.size(), times.getLast().until()));
        var written = times.stream()
                .map(time -> "{from: \"%s\", until: \"%s\"}".formatted(time.from(), time.until()))
                .collect(Collectors.joining(", ", reference.key() + ": [", "]"));
        var lines = text.substring(reference.from(), reference.until())
                .chars()
                .filter(character -> character == '\n')
                .count();
        return written + "\n".repeat(Math.toIntExact(lines));
    }

    private static boolean isUsable(JsonNode named) {
        var keys = new ArrayList<>(named.propertyNames());
        keys.removeAll(List.of("file", "zone"));
        return keys.isEmpty();
    }

    private static @Nullable ZoneId zone(Reference reference, String name) {
        return name.isEmpty()
                ? null
                : Moment.zone(name)
                        .orElseThrow(() -> refusal(
                                reference,
                                "the time zone '%s' is not known".formatted(name),
                                "Use a name of the time zone database, such as 'Europe/Berlin'."));
    }

    private String read(Reference reference, String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw refusal(
                    reference,
                    "the calendar '%s' cannot be read as UTF-8 text".formatted(file),
                    "Check that it is there; its name is relative to the configuration file.");
        }
    }

    private static ClientException refusal(Reference reference, String what, String help) {
        return ClientException.usage("calendar-invalid", "Line %d: %s.".formatted(reference.line(), what), help);
    }
}
