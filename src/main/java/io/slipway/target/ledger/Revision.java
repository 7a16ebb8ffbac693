package io.slipway.target.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/**
 * What a target's ledger says of one version of a track: that it was applied, or that a person vouched for it.
 *
 * @param restore the SQL that puts back the rows which it kept, or null
 */
@NamedInterface("ledger")
public record Revision(
        String track,
        String version,
        Kind kind,
        String path,
        String sha256,
        String release,
        String task,
        String appliedBy,
        @Nullable Instant appliedAt,
        long epoch,
        @Nullable String restore) {

    /** A revision that keeps no rows. */
    public Revision(
            String track,
            String version,
            Kind kind,
            String path,
            String sha256,
            String release,
            String task,
            String appliedBy,
            @Nullable Instant appliedAt,
            long epoch) {
        this(track, version, kind, path, sha256, release, task, appliedBy, appliedAt, epoch, null);
    }

    /** Tell whether another revision is of the same version of the same track. */
    public boolean isSameVersion(Revision other) {
        return track.equals(other.track) && version.equals(other.version);
    }

    /** Return the same recorded in another way. */
    public Revision as(Kind other) {
        return new Revision(track, version, other, path, sha256, release, task, appliedBy, appliedAt, epoch, restore);
    }

    /** How a version came to be recorded. */
    @NamedInterface("ledger")
    public enum Kind {
        /** Its SQL ran here. */
        APPLIED,
        /** A person says that it is here; its SQL did not run. */
        MARKED,
        /** Everything up to it was here before the ledger. */
        BASELINE
    }
}
