package io.slipway.check.rules;

/** Text of the change made fit to stand in one line of a finding. */
public final class Quoting {

    private static final int LIMIT = 300;

    private Quoting() {}

    /** Return the text without what could hide or rearrange its surroundings, cut at a bearable length. */
    public static String shown(String text) {
        var line = new StringBuilder();
        text.codePoints().limit(LIMIT).forEach(c -> line.appendCodePoint(isPrintable(c) ? c : ' '));
        return text.codePointCount(0, text.length()) > LIMIT ? line + "…" : line.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
