package io.slipway.check;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What a check says of a file on a target.
 *
 * @param code the rule's name in kebab-case
 * @param target the target's name, or null where it holds for every target the file is for
 * @param path the file, or empty where it is about the target as a whole
 * @param line the line in the file from 1, or 0 where it is about the file as a whole
 * @param text what is harmful
 * @param help what to do instead
 */
public record Finding(
        Level level, String code, @Nullable String target, String path, int line, String text, String help) {

    /** The order in which a person reads: by target, file and line, the heaviest first on a line. */
    public static final Comparator<Finding> READING_ORDER = Comparator.comparing(
                    (Finding finding) -> finding.target == null ? "" : finding.target)
            .thenComparing(Finding::path)
            .thenComparingInt(Finding::line)
            .thenComparing(Finding::level)
            .thenComparing(Finding::code)
            .thenComparing(Finding::text);

    /** Return this finding for one target, or for all with null. */
    public Finding on(@Nullable String other) {
        return new Finding(level, code, other, path, line, text, help);
    }

    /** Return this finding at another level. */
    public Finding at(Level other) {
        return new Finding(other, code, target, path, line, text, help);
    }
}
