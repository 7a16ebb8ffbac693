package io.slipway.release;

/** The version of a repeatable file's text, such as {@code R__views@1f2e3d4c5b6a}: the file's key, and the text by its hash. */
public final class RepeatableVersion {

    private static final int DIGITS = 12;

    private RepeatableVersion() {}

    static String of(String key, String sha256) {
        return key + "@" + sha256.substring(0, DIGITS);
    }

    /** Tell whether a version is that of a repeatable file's text, not one with a place in its track's order. */
    public static boolean is(String version) {
        return version.startsWith("R__");
    }

    /** Return what all texts of the file have in common; of any other version, the version. */
    public static String key(String version) {
        return is(version) && version.contains("@") ? version.substring(0, version.lastIndexOf('@')) : version;
    }
}
