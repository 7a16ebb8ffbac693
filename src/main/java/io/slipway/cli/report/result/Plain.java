package io.slipway.cli.report.result;

import java.util.regex.Pattern;

/** Untrusted text as it may stand in a pipeline's log. */
public final class Plain {

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
    /** Azure's agent takes a command anywhere in a line; GitHub's only at its start, where no untrusted text stands. */
    private static final Pattern COMMAND = Pattern.compile("##(?=vso\\[|\\[)", Pattern.CASE_INSENSITIVE);

    private Plain() {}

    /** Return the text in one line that no runner takes for a command. */
    public static String line(String text) {
        return COMMAND.matcher(BREAKS.matcher(text).replaceAll(" "))
                .replaceAll("# #")
                .strip();
    }

    /** Return no more of a text than fits. */
    public static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
