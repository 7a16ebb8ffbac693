package io.slipway.release;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A place in a track's order: dotted numbers compared as numbers, so that {@code 1}, {@code 01} and {@code 1.0} are the same. */
public final class Version implements Comparable<Version> {

    private static final int MAX_PARTS = 16;
    private static final Pattern TEXT = Pattern.compile("[vV]?(\\d{1,18}(?:\\.\\d{1,18}){0," + (MAX_PARTS - 1) + "})");

    private final List<Long> parts;

    private Version(List<Long> parts) {
        this.parts = parts;
    }

    /** Read a version such as {@code 1.2}, {@code v1.2} or {@code 20260301120000}; the caller keeps the text as it was written. */
    public static Version parse(String text) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidVersionException(text);
        }
        return new Version(withoutTrailingZeros(
                Stream.of(matcher.group(1).split("\\.")).map(Long::valueOf).toList()));
    }

    /** Tell whether a text can be read as a version. */
    public static boolean isValid(String text) {
        return TEXT.matcher(text).matches();
    }

    private static List<Long> withoutTrailingZeros(List<Long> parts) {
        var kept = new ArrayList<>(parts);
        while (kept.size() > 1 && kept.getLast() == 0) {
            kept.removeLast();
        }
        return List.copyOf(kept);
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int order = Long.compare(part(i), other.part(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private long part(int index) {
        return index < parts.size() ? parts.get(index) : 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && parts.equals(version.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    /** Return the canonical text: no letter, no leading zeros, no trailing {@code .0}. */
    @Override
    public String toString() {
        return parts.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
