package io.slipway.check.rules;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import java.util.Locale;

/** Something that can be wrong with a change, under a code made of the class's own name. */
public sealed interface Rule permits ReleaseRule, FileRule, StatementRule, TargetRule, Rule.Named {

    /** A rule whose findings come from elsewhere than a look at the files. */
    non-sealed interface Named extends Rule {}

    /** Return the class's name in kebab-case. */
    default String code() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    /** Find fault with a file as a whole. */
    default Finding finding(Level level, String path, String text, String help) {
        return finding(level, path, 0, text, help);
    }

    /** Find fault with a line of a file. */
    default Finding finding(Level level, String path, int line, String text, String help) {
        return new Finding(level, code(), null, path, line, text, help);
    }
}
