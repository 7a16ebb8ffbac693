package io.slipway.configuration;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The lines on which the keys and items of a YAML text stand; of text that is broken, those before the break. */
final class KeyLines {

    private final Map<String, Integer> lines = new HashMap<>();

    KeyLines(YAMLMapper yaml, String text) {
        try (var parser = yaml.createParser(text)) {
            while (parser.nextToken() != null) {
                note(parser);
            }
        } catch (JacksonException broken) {
            lines.putIfAbsent("", broken.getLocation().getLineNr());
        }
    }

    private void note(JsonParser parser) {
        var pointer = parser.streamReadContext().pathAsPointer().toString();
        lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
    }

    /** Return the words that begin a sentence about the thing at a JSON pointer. */
    String place(String pointer) {
        var line = lines.get(pointer);
        return line == null ? "" : "Line %d: ".formatted(line);
    }
}
