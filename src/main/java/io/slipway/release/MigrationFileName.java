package io.slipway.release;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the name of a migration file says: its kind, its version and a description. */
public final class MigrationFileName {

    private static final int MAX_LENGTH = 300;
    private static final Pattern REPEATABLE = Pattern.compile("R__(?<rest>.+?)\\.sql", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNDO = Pattern.compile(
            "(?:U(?<undone>\\d[\\d._]*?)(?:__(?<why>.*?))?|[vV]?(?<number>\\d[\\d.]*?)(?:[_-]+(?<rest>.*?))?\\.down)\\.sql",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FLYWAY =
            Pattern.compile("V?(?<number>\\d[\\d._]*?)__(?<rest>.*?)(?:\\.up)?\\.sql", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLAIN =
            Pattern.compile("V?(?<number>\\d[\\d.]*?)(?:[_-](?<rest>.*?))?(?:\\.up)?\\.sql", Pattern.CASE_INSENSITIVE);
    private static final String HOW_TO_NAME =
            "Name it by its version, two underscores and a description, such as '1.2__add_email.sql',"
                    + " or 'R__views.sql' to apply it each time it changes.";

    private final String path;
    private final MigrationKind kind;
    private final @Nullable Version version;
    private final String description;

    private MigrationFileName(String path, MigrationKind kind, @Nullable Version version, @Nullable String rest) {
        this.path = path;
        this.kind = kind;
        this.version = version;
        this.description = rest == null ? "" : rest.replaceAll("[_\\s]+", " ").strip();
    }

    /** Read the name of the file at a path, which is untrusted text; names as Flyway's and golang-migrate's are understood. */
    public static MigrationFileName parse(String path) {
        refuseUnsafe(path);
        String name = path.substring(path.lastIndexOf('/') + 1);
        var repeatable = REPEATABLE.matcher(name);
        if (repeatable.matches()) {
            return new MigrationFileName(path, MigrationKind.REPEATABLE, null, repeatable.group("rest"));
        }
        var undo = UNDO.matcher(name);
        if (undo.matches()) {
            return undo(path, undo);
        }
        for (Pattern versioned : List.of(FLYWAY, PLAIN)) {
            var matcher = versioned.matcher(name);
            if (matcher.matches()) {
                Version version = version(matcher.group("number"));
                return new MigrationFileName(path, MigrationKind.VERSIONED, version, matcher.group("rest"));
            }
        }
        throw unnamed(path, name);
    }

    private static MigrationFileName undo(String path, Matcher undo) {
        boolean flyway = undo.group("undone") != null;
        Version version = version(undo.group(flyway ? "undone" : "number"));
        return new MigrationFileName(path, MigrationKind.UNDO, version, undo.group(flyway ? "why" : "rest"));
    }

    private static Version version(String text) {
        return Version.parse(text.replace('_', '.'));
    }

    private static void refuseUnsafe(String path) {
        if (path.length() > MAX_LENGTH) {
            throw new InvalidFileNameException(
                    path,
                    "has a path of %d characters, more than %d".formatted(path.length(), MAX_LENGTH),
                    "Shorten the names of its folders or its description.");
        }
        if (path.codePoints().anyMatch(Quoted::isUnprintable)) {
            throw new InvalidFileNameException(
                    path, "has control or invisible characters in its path", "Rename it with visible characters only.");
        }
        if (path.startsWith("/")
                || path.contains("\\")
                || List.of(path.split("/", -1)).contains("..")) {
            throw new InvalidFileNameException(
                    path,
                    "points outside its release",
                    "Give its path relative to the release, with '/' and without '..'.");
        }
    }

    private static InvalidFileNameException unnamed(String path, String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".sql")
                ? new InvalidFileNameException(path, "has no version in its name", HOW_TO_NAME)
                : new InvalidFileNameException(path, "is not an SQL file", HOW_TO_NAME);
    }

    public String path() {
        return path;
    }

    public MigrationKind kind() {
        return kind;
    }

    /** Return the version, which only a repeatable migration lacks. */
    public Optional<Version> version() {
        return Optional.ofNullable(version);
    }

    /** Return what follows the version in the name, with blanks for underscores; it may be empty. */
    public String description() {
        return description;
    }

    /**
     * Return what identifies the migration in its track: the canonical version, {@code R__} and the description of a repeatable, or
     * {@code U} and the version of an undo file.
     */
    public String key() {
        return switch (kind) {
            case VERSIONED, ONE_OFF -> String.valueOf(version);
            case REPEATABLE -> "R__" + description;
            case UNDO -> "U" + version;
        };
    }

    @Override
    public String toString() {
        return path;
    }
}
