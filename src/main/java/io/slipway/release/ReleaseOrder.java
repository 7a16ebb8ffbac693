package io.slipway.release;

import java.util.Comparator;

/** The order in which a release's files are applied: versions as numbers, then repeatable files by name, undo files last. */
enum ReleaseOrder implements Comparator<ReleaseContent.Named> {
    INSTANCE;

    @Override
    public int compare(ReleaseContent.Named one, ReleaseContent.Named other) {
        int byKind = Integer.compare(rank(one), rank(other));
        if (byKind != 0) {
            return byKind;
        }
        return switch (one.kind()) {
            case VERSIONED -> number(one.version()).compareTo(number(other.version()));
            case UNDO ->
                number(one.version().substring(1))
                        .compareTo(number(other.version().substring(1)));
            case REPEATABLE, ONE_OFF -> one.version().compareTo(other.version());
        };
    }

    private static Version number(String version) {
        return Version.parse(version);
    }

    private static int rank(ReleaseContent.Named file) {
        return switch (file.kind()) {
            case VERSIONED, ONE_OFF -> 0;
            case REPEATABLE -> 1;
            case UNDO -> 2;
        };
    }
}
