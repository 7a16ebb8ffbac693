package io.slipway.cli.server;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Reads times from the command line. */
public final class Times {

    private Times() {}

    /**
     * Read a time with its offset from UTC.
     *
     * @throws ClientException if it is none
     */
    public static OffsetDateTime parse(String text) {
        try {
            return OffsetDateTime.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw ClientException.usage(
                    "time-invalid",
                    "'%s' is no time with an offset from UTC.".formatted(text),
                    "Write it as in '2026-03-04T22:00+01:00' or '2026-03-04T21:00Z'.");
        }
    }
}
