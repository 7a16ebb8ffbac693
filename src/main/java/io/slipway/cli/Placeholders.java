package io.slipway.cli;

import io.slipway.failure.RejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts values of the client's environment in the place of {@code ${NAME}} and {@code ${NAME:default}} in a text.
 *
 * <p>{@code $${NAME}} stands for itself without the first dollar; comment lines are left alone.
 */
public final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$?\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");

    /** Looks a variable up; null if it is not set. */
    @FunctionalInterface
    public interface Lookup {
        @Nullable
        String value(String name);
    }

    private Placeholders() {}

    /** Return the text with each placeholder replaced; refuse it if a variable is not set and has no default. */
    public static String replaced(String text, Lookup environment) {
        var missing = new ArrayList<String>();
        var lines = text.lines().toList();
        var replaced = new ArrayList<String>();
        for (var number = 1; number <= lines.size(); number++) {
            var place = "line " + number;
            replaced.add(line(lines.get(number - 1), match -> value(match, environment, place, missing)));
        }
        refuse(missing);
        return String.join("\n", replaced) + (text.endsWith("\n") ? "\n" : "");
    }

    /** Replaces one placeholder. */
    private interface Replacement {
        String of(MatchResult match);
    }

    private static String line(String line, Replacement replacement) {
        return line.stripLeading().startsWith("#")
                ? line
                : PLACEHOLDER.matcher(line).replaceAll(match -> Matcher.quoteReplacement(replacement.of(match)));
    }

    private static String value(MatchResult match, Lookup environment, String place, List<String> missing) {
        if (match.group().startsWith("$$")) {
            return match.group().substring(1);
        }
        var value = environment.value(match.group(1));
        var fallback = match.group(2);
        if (value != null || fallback != null) {
            return value != null ? value : fallback;
        }
        missing.add("'%s' (%s)".formatted(match.group(1), place));
        return "";
    }

    private static void refuse(List<String> missing) {
        if (!missing.isEmpty()) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "variable-missing",
                    "The file uses environment variables that are not set: " + String.join(", ", missing) + ".",
                    "Set them, or give them a default as in '${NAME:default}'.");
        }
    }
}
