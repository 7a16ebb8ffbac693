package io.slipway.release;

/** Untrusted text made fit to be quoted in one line of a message. */
final class Quoted {

    private Quoted() {}

    static String of(String text, int limit) {
        var line = new StringBuilder();
        text.codePoints().limit(limit).forEach(c -> line.appendCodePoint(isUnprintable(c) ? '\uFFFD' : c));
        return text.codePointCount(0, text.length()) > limit ? line + "…" : line.toString();
    }

    /** Tell whether a character could hide or rearrange the text around it. */
    static boolean isUnprintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
