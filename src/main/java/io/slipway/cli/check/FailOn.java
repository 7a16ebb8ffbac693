package io.slipway.cli.check;

import io.slipway.cli.server.ClientException;
import java.util.Locale;
import java.util.stream.Stream;

/** What fails a check. */
public enum FailOn {
    ERROR,
    WARNING,
    NEVER;

    /** Read what {@code --fail-on} says. */
    public static FailOn of(String text) {
        return Stream.of(values())
                .filter(it -> it.name().equals(text.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> ClientException.usage(
                        "fail-on-invalid",
                        "'%s' is nothing that a check can fail on.".formatted(text),
                        "Give --fail-on error, warning or never."));
    }

    /** Tell whether so many findings fail it. */
    public boolean fails(int errors, int warnings) {
        return switch (this) {
            case ERROR -> errors > 0;
            case WARNING -> errors + warnings > 0;
            case NEVER -> false;
        };
    }
}
