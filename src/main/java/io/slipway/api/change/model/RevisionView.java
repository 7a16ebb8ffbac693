package io.slipway.api.change.model;

import io.slipway.release.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A version that a target holds. */
public record RevisionView(
        String name,
        @Nullable String schema,
        String track,
        String version,
        String kind,
        String path,
        String sha256,
        String appliedBy,
        Instant appliedAt) {

    public static RevisionView of(String database, Revision revision) {
        return new RevisionView(
                "%s/revisions/%d".formatted(database, revision.id()),
                revision.schemaName(),
                revision.track(),
                revision.version(),
                revision.kind().name(),
                revision.path(),
                revision.sha256(),
                revision.appliedBy(),
                revision.appliedAt());
    }
}
