package io.slipway.migrate.script;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.modulith.NamedInterface;

/** The version of a one-off, as {@code issue/12.1}: the number, and which text of it this is. */
@NamedInterface("script")
public final class OneOffVersion {

    private static final Pattern ONE_OFF = Pattern.compile("(issue/\\d+)\\.(\\d{1,9})");

    private OneOffVersion() {}

    /** Return the newest of some versions that is an earlier text of this one. */
    public static Optional<String> earlierText(String version, Collection<String> of) {
        return of.stream()
                .filter(other -> isEarlierText(other, version))
                .max(Comparator.comparingInt(OneOffVersion::text));
    }

    private static boolean isEarlierText(String version, String of) {
        var one = ONE_OFF.matcher(version);
        var other = ONE_OFF.matcher(of);
        return one.matches() && other.matches() && one.group(1).equals(other.group(1)) && text(version) < text(of);
    }

    private static int text(String version) {
        var parts = ONE_OFF.matcher(version);
        return parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
    }
}
