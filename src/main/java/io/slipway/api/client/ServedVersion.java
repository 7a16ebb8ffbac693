package io.slipway.api.client;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The version of this server, as the build wrote it into the jar; a working copy has none.
 *
 * @param text such as {@code 0.4.1} or {@code 0.4.1-SNAPSHOT}, or null
 */
public record ServedVersion(@Nullable String text) {

    /** How many minor versions older or newer a client may be. */
    private static final int MOST_MINORS_APART = 1;

    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:[.-].{0,40})?");

    private record Numbers(int major, int minor) {}

    /** Return the version of the jar that runs. */
    public static ServedVersion ofThisBuild() {
        return new ServedVersion(ServedVersion.class.getPackage().getImplementationVersion());
    }

    /** Tell whether a client of that version works with this server; what has no version is trusted to. */
    public boolean worksWith(String client) {
        var ours = numbers(text);
        var theirs = numbers(client);
        return ours.isEmpty()
                || theirs.isEmpty()
                || ours.get().major() == theirs.get().major()
                        && Math.abs(ours.get().minor() - theirs.get().minor()) <= MOST_MINORS_APART;
    }

    private static Optional<Numbers> numbers(@Nullable String version) {
        var parts = VERSION.matcher(version == null ? "" : version);
        return parts.matches()
                ? Optional.of(new Numbers(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }
}
