package io.slipway.notification.sending;

import io.slipway.notification.Message;

/** A message as mail: a subject of one line and plain text. Titles and comments are other people's text, so they get no line of their own. */
record Letter(String subject, String text) {

    private static final int LONGEST_TITLE = 120;

    static Letter of(Message message) {
        var event = message.event().label().replace('-', ' ');
        var subject = "[Slipway] %s: %s: %s".formatted(message.issue(), event, line(message.title(), LONGEST_TITLE));
        var text = new StringBuilder(line(message.text(), Integer.MAX_VALUE)).append("\n\n");
        add(text, "Change", message.title());
        add(text, "Issue", message.issue());
        if (message.stage() != null) {
            add(text, "Stage", message.stage());
        }
        if (message.targetCount() > 0) {
            var more = message.targetCount() - message.targets().size();
            add(
                    text,
                    "Targets",
                    String.join(", ", message.targets()) + (more > 0 ? " and %d more".formatted(more) : ""));
        }
        add(text, "By", message.actor());
        add(text, "At", message.at().toString());
        return new Letter(
                subject, text.append('\n').append(message.url()).append('\n').toString());
    }

    private static void add(StringBuilder text, String label, String value) {
        text.append("%-9s".formatted(label + ":"))
                .append(line(value, Integer.MAX_VALUE))
                .append('\n');
    }

    /** Make one line of a text, so that none of it can be taken for a header or for one of our lines. */
    private static String line(String untrusted, int longest) {
        var line = untrusted.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " ").strip();
        return line.length() > longest ? line.substring(0, longest) + "…" : line;
    }
}
