package io.slipway.release;

import io.slipway.failure.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes files as they were read into those of a release: named by their versions and in the order in which they are applied. */
public final class ReleaseContent {

    private static final long MEGABYTE = 1L << 20;

    private ReleaseContent() {}

    /** A file of a release without its text, which can be read again. */
    record Named(ReleaseDraft.Text text, String version, MigrationKind kind, String sha256) {

        String path() {
            return text.path();
        }

        /** Return the file with its text. */
        MigrationFile read(long release, int position) {
            var file = MigrationFile.of(release, position, path(), version, kind, text.statement());
            if (!file.sha256().equals(sha256)) {
                throw new IllegalStateException("The text of '%s' changed while it was stored.".formatted(path()));
            }
            return file;
        }
    }

    /**
     * Return the files in order; they belong to no release yet.
     *
     * @throws RejectedException as {@link #named}
     */
    public static List<MigrationFile> of(List<? extends ReleaseDraft.Text> drafts) {
        return named(drafts).stream().map(file -> file.read(0, 0)).toList();
    }

    /**
     * Name the files and put them in order; of their texts one is held at a time.
     *
     * @throws RejectedException if there is none, one has no version, two have the same version, or they are too large
     */
    static List<Named> named(List<? extends ReleaseDraft.Text> drafts) {
        if (drafts.isEmpty()) {
            throw noFiles();
        }
        Map<String, String> pathOfVersion = new HashMap<>();
        var named = new ArrayList<Named>();
        long total = 0;
        for (ReleaseDraft.Text draft : drafts) {
            var name = MigrationFileName.parse(draft.path());
            String statement = draft.statement();
            total += size(draft.path(), statement);
            if (total > ReleaseDraft.LARGEST) {
                throw tooLarge();
            }
            named.add(named(draft, name, Digest.of(statement), pathOfVersion));
        }
        return named.stream().sorted(ReleaseOrder.INSTANCE).toList();
    }

    /** Return the refusal of a package without files. */
    public static RejectedException noFiles() {
        return new RejectedException(
                RejectedException.Reason.INVALID,
                "no-files",
                "The release has no files.",
                "Check the file pattern; it is matched against paths relative to the working directory.");
    }

    /** Return the refusal of a package that has too much in all. */
    public static RejectedException tooLarge() {
        return new RejectedException(
                RejectedException.Reason.INVALID,
                "release-too-large",
                "The release's files together have more than %d MB.".formatted(ReleaseDraft.LARGEST / MEGABYTE),
                "Make several releases of them, or load bulk data outside of migrations.");
    }

    /** Return the refusal of a file that is too large. */
    public static RejectedException fileTooLarge(String path) {
        return new RejectedException(
                RejectedException.Reason.INVALID,
                "file-too-large",
                "File '%s' has more than %d MB.".formatted(Quoted.of(path, 100), ReleaseDraft.LARGEST_FILE / MEGABYTE),
                "Split it, or load bulk data outside of migrations.");
    }

    private static long size(String path, String statement) {
        if (statement.indexOf('\0') >= 0) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "file-contains-nul",
                    "File '%s' contains the character U+0000, which PostgreSQL cannot store."
                            .formatted(Quoted.of(path, 100)),
                    "Save it as UTF-8 without it.");
        }
        long size = statement.length() > ReleaseDraft.LARGEST_FILE
                ? statement.length()
                : statement.getBytes(StandardCharsets.UTF_8).length;
        if (size > ReleaseDraft.LARGEST_FILE) {
            throw fileTooLarge(path);
        }
        return size;
    }

    private static Named named(
            ReleaseDraft.Text draft, MigrationFileName name, String sha256, Map<String, String> pathOfVersion) {
        String version =
                name.kind() == MigrationKind.REPEATABLE ? RepeatableVersion.of(name.key(), sha256) : name.key();
        String other = pathOfVersion.putIfAbsent(name.kind() + version, draft.path());
        if (other != null) {
            throw new DuplicateVersionException(version, other, draft.path());
        }
        return new Named(draft, version, name.kind(), sha256);
    }
}
