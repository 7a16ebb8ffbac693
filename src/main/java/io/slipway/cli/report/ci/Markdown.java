package io.slipway.cli.report.ci;

import io.slipway.cli.report.result.Note;
import io.slipway.cli.report.result.Plain;
import io.slipway.cli.report.result.Result;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A result as Markdown, no longer than it may be. */
final class Markdown {

    private static final int LONGEST_CELL = 500;
    /** What the lines that tell of rows left out need. */
    private static final int RESERVE = 300;

    private final String marker;
    private final StringBuilder text = new StringBuilder();
    private final int limit;

    private Markdown(String marker, int limit) {
        this.marker = marker;
        this.limit = limit;
    }

    /** Write a result in at most so many characters. */
    static Markdown of(Result result, int limit) {
        var written = new Markdown("<!-- %s -->".formatted(result.key()), limit - RESERVE);
        written.text.append(written.marker).append('\n');
        written.text.append("### ").append(escaped(result.title())).append("\n\n");
        written.text.append(escaped(result.sentence())).append('\n');
        if (isAddress(result.link())) {
            written.text.append("\n[Read more](<").append(result.link()).append(">)\n");
        }
        written.table(
                List.of("Level", "Where", "Finding"),
                result.notes(),
                note -> List.of(note.level().name(), place(note), note.rule() + ": " + note.sentence()));
        written.table(result.table().headers(), result.table().rows(), Function.identity());
        return written;
    }

    String text() {
        return text.toString();
    }

    /** Return the hidden first line. */
    String marker() {
        return marker;
    }

    private static String place(Note note) {
        return note.line() == 0 ? note.path() : note.path() + ":" + note.line();
    }

    private static boolean isAddress(String link) {
        return link.matches("https?://[^\\s<>\"'()\\\\]+");
    }

    private <T> void table(List<String> headers, List<T> items, Function<T, List<String>> cells) {
        if (items.isEmpty()) {
            return;
        }
        text.append("\n| ").append(String.join(" | ", headers)).append(" |\n|");
        text.append(" --- |".repeat(headers.size())).append('\n');
        for (var index = 0; index < items.size(); index++) {
            var row = cells.apply(items.get(index)).stream()
                    .map(cell -> escaped(Plain.cut(cell, LONGEST_CELL)))
                    .collect(Collectors.joining(" | ", "| ", " |\n"));
            if (text.length() + row.length() > limit) {
                text.append("\nand %d more.\n".formatted(items.size() - index));
                return;
            }
            text.append(row);
        }
    }

    /**
     * Write untrusted text so that it shows as it is: nothing in it is Markdown, HTML, a link, or calls a person or an issue. What an entity
     * stands for is never taken for Markdown; a name or number behind a sign is broken by a character that does not show.
     */
    static String escaped(String text) {
        return Plain.line(text)
                .codePoints()
                .mapToObj(c -> switch (c) {
                    case '@', '#', '!', '~', '%', '$' -> "&#%d;&#8203;".formatted(c);
                    case ' ', ',', ';', '?', '-', '/', '\'' -> Character.toString(c);
                    default -> c < 0x80 && !Character.isLetterOrDigit(c) ? "&#%d;".formatted(c) : Character.toString(c);
                })
                .collect(Collectors.joining());
    }
}
