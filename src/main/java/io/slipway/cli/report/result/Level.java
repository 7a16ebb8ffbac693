package io.slipway.cli.report.result;

import java.util.Locale;

/** How much a note weighs, the heaviest first. */
public enum Level {
    ERROR,
    WARNING,
    INFO;

    static Level of(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "ERROR" -> ERROR;
            case "WARNING" -> WARNING;
            default -> INFO;
        };
    }
}
