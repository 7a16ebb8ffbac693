package io.slipway.release;

import io.slipway.failure.RejectedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes files as they were read into those of a release: named by their versions and in the order in which they are applied. */
public final class ReleaseContent {

    private ReleaseContent() {}

    /**
     * Return the files in order; they belong to no release yet.
     *
     * @throws RejectedException if there is none, one has no version, or two have the same version
     */
    public static List<MigrationFile> of(List<ReleaseDraft.File> drafts) {
        if (drafts.isEmpty()) {
            throw noFiles();
        }
        Map<String, String> pathOfVersion = new HashMap<>();
        return drafts.stream()
                .map(draft -> named(draft, pathOfVersion))
                .sorted(ReleaseOrder.INSTANCE)
                .toList();
    }

    /** Return the refusal of a package without files. */
    public static RejectedException noFiles() {
        return new RejectedException(
                RejectedException.Reason.INVALID,
                "no-files",
                "The release has no files.",
                "Check the file pattern; it is matched against paths relative to the working directory.");
    }

    private static MigrationFile named(ReleaseDraft.File draft, Map<String, String> pathOfVersion) {
        var name = MigrationFileName.parse(draft.path());
        String version = name.kind() == MigrationKind.REPEATABLE
                ? RepeatableVersion.of(name.key(), Digest.of(draft.statement()))
                : name.key();
        String other = pathOfVersion.putIfAbsent(name.kind() + version, draft.path());
        if (other != null) {
            throw new DuplicateVersionException(version, other, draft.path());
        }
        return MigrationFile.of(0, 0, draft.path(), version, name.kind(), draft.statement());
    }
}
