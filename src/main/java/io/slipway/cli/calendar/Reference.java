package io.slipway.cli.calendar;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Where a configuration file refers to a calendar.
 *
 * @param entry the JSON pointer of the window or freeze
 * @param key what takes the reference's place
 * @param from where the reference begins in the text
 * @param until where it ends
 */
record Reference(String entry, String key, int line, int from, int until) {

    private static final Pattern POINTER = Pattern.compile("(/(windows|freezes)/\\d+)/calendar");

    /** Return the references in a text, in order. */
    static List<Reference> in(YAMLMapper yaml, String text) {
        var references = new ArrayList<Reference>();
        try (var parser = yaml.createParser(text)) {
            while (parser.nextToken() != null) {
                var pointer = POINTER.matcher(
                        parser.streamReadContext().pathAsPointer().toString());
                if (parser.currentToken() == JsonToken.PROPERTY_NAME && pointer.matches()) {
                    var start = parser.currentTokenLocation();
                    references.add(new Reference(
                            pointer.group(1),
                            pointer.group(2).equals("windows") ? "openings" : "periods",
                            start.getLineNr(),
                            index(text, start.getCharOffset()),
                            end(parser, text)));
                }
            }
        }
        return references;
    }

    /** A mapping in block style ends with its last value: what follows up to the next key is not part of it. */
    private static int end(JsonParser parser, String text) {
        var token = parser.nextToken();
        if (token != JsonToken.START_OBJECT) {
            return index(text, parser.currentLocation().getCharOffset());
        }
        var flow = text.charAt(index(text, parser.currentTokenLocation().getCharOffset())) == '{';
        var end = 0;
        for (var depth = 1; depth > 0; ) {
            token = parser.nextToken();
            depth += token == JsonToken.START_OBJECT ? 1 : token == JsonToken.END_OBJECT ? -1 : 0;
            if (flow || token != JsonToken.END_OBJECT) {
                end = index(text, parser.currentLocation().getCharOffset());
            }
        }
        return end;
    }

    /** The parser counts characters, Java halves of them. */
    private static int index(String text, long characters) {
        return text.offsetByCodePoints(0, Math.toIntExact(characters));
    }
}
