package io.slipway.sql;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A comment between the statements of a script.
 *
 * @param text what stands between its marks, without the blanks around it
 * @param start where its mark begins, in characters from 0
 * @param line where its mark begins, from 1
 */
public record Comment(String text, int start, int line) {

    private static final Pattern DIRECTIVE = Pattern.compile("slipway:\\s*(?<name>\\S*)\\s*(?<value>.*)");

    /** What a comment tells Slipway, as in {@code -- slipway: backup}. */
    public record Directive(String name, String value) {

        /** Keeps the rows that the UPDATE or DELETE below it changes. */
        public static final String BACKUP = "backup";

        /** Names the variables that the file reads. */
        public static final String VARIABLES = "variables";
    }

    /** Return what the comment tells Slipway; nothing for a comment that is meant for people. */
    public Optional<Directive> directive() {
        var matcher = DIRECTIVE.matcher(text);
        return matcher.matches()
                ? Optional.of(new Directive(
                        matcher.group("name"), matcher.group("value").strip()))
                : Optional.empty();
    }
}
