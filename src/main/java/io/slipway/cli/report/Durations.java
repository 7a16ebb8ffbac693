package io.slipway.cli.report;

import io.slipway.cli.server.ClientException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s}, {@code 30m}, {@code 2h}, {@code 1d}. */
public final class Durations {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})([smhd])");

    private Durations() {}

    public static Duration of(String text) {
        var written = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!written.matches()) {
            throw ClientException.usage(
                    "duration-invalid",
                    "'%s' is no duration.".formatted(text),
                    "Write it as in '90s', '30m', '2h' or '1d'.");
        }
        var count = Long.parseLong(written.group(1));
        return switch (written.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    static String shown(Duration duration) {
        var seconds = duration.toSeconds();
        return seconds % 3600 == 0 && seconds > 0
                ? seconds / 3600 + "h"
                : seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
