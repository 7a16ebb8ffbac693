package io.slipway.check.rules;

import io.slipway.check.FileToCheck;
import io.slipway.failure.RejectedException;
import io.slipway.release.MigrationFileName;
import io.slipway.release.MigrationKind;
import io.slipway.release.Version;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A file of the change with what its name says and, once somebody asks, what its statements are. */
public final class CheckedFile {

    /** Stands for the version of a file that has none, before all others. */
    public static final Version NO_VERSION = Version.parse("0");

    private final FileToCheck file;
    private final @Nullable MigrationFileName name;
    private final @Nullable RejectedException refusal;
    private final Function<String, Parsed> parser;
    private @Nullable Parsed parsed;

    private CheckedFile(
            FileToCheck file,
            @Nullable MigrationFileName name,
            @Nullable RejectedException refusal,
            Function<String, Parsed> parser) {
        this.file = file;
        this.name = name;
        this.refusal = refusal;
        this.parser = parser;
    }

    /** Read a file's name; the text is parsed when first asked for. */
    public static CheckedFile of(FileToCheck file, Function<String, Parsed> parser) {
        if (file.oneOff() != null) {
            return new CheckedFile(file, null, null, parser);
        }
        try {
            return new CheckedFile(file, MigrationFileName.parse(file.path()), null, parser);
        } catch (RejectedException e) {
            return new CheckedFile(file, null, e, parser);
        }
    }

    /** Return why the file's name cannot be used. */
    public Optional<RejectedException> refusal() {
        return Optional.ofNullable(refusal);
    }

    public String track() {
        return file.track();
    }

    public String path() {
        return file.path();
    }

    public String sha256() {
        return file.sha256();
    }

    public String text() {
        return file.statement();
    }

    /** Return when the file is applied. */
    public MigrationKind kind() {
        if (isOneOff()) {
            return MigrationKind.ONE_OFF;
        }
        return name == null ? MigrationKind.VERSIONED : name.kind();
    }

    /** Tell whether the file is SQL typed into an issue, which has no place in the track's order. */
    public boolean isOneOff() {
        return file.oneOff() != null;
    }

    /** Return the place in the track's order. */
    public Optional<Version> version() {
        return name == null ? Optional.empty() : name.version();
    }

    /** Return what identifies the file among its track's revisions. */
    public String key() {
        if (file.oneOff() != null) {
            return file.oneOff();
        }
        return name == null ? file.path() : name.key();
    }

    /** Return the file's track and key, which no other file may have. */
    public String place() {
        return track() + '\0' + key();
    }

    /** Return the file's statements, or why there are none. */
    public Parsed parsed() {
        if (parsed == null) {
            parsed = parser.apply(file.statement());
        }
        return parsed;
    }
}
