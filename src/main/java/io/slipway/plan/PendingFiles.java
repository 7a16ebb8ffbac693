package io.slipway.plan;

import io.slipway.release.MigrationFile;
import io.slipway.release.MigrationFiles;
import io.slipway.release.MigrationKind;
import io.slipway.release.RecordedText;
import io.slipway.release.Release;
import io.slipway.release.Releases;
import io.slipway.release.RepeatableVersion;
import io.slipway.release.Revision;
import io.slipway.release.Revisions;
import io.slipway.release.Version;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells which files of a plan a target does not hold yet, by its revisions. */
@Component
public class PendingFiles {

    private final PlanTargets planTargets;
    private final Releases releases;
    private final MigrationFiles files;
    private final Revisions revisions;

    PendingFiles(PlanTargets planTargets, Releases releases, MigrationFiles files, Revisions revisions) {
        this.planTargets = planTargets;
        this.releases = releases;
        this.files = files;
        this.revisions = revisions;
    }

    /**
     * A target's release, all of its files that a rollout may apply, and those that the target does not hold yet, in order. A version
     * that it holds with other content counts as not held, so that the migration refuses it rather than passing over it.
     */
    public record Pending(PlanTarget target, Release release, List<MigrationFile> all, List<MigrationFile> pending) {}

    @Transactional(readOnly = true)
    public Pending of(PlanTarget target) {
        Release release = releases.findById(planTargets.releaseOf(target.id())).orElseThrow();
        List<Revision> held = revisions.of(target.database(), target.schemaName()).stream()
                .filter(revision -> revision.track().equals(release.track()))
                .toList();
        Map<String, Revision> last = new HashMap<>();
        held.forEach(revision -> last.put(RepeatableVersion.key(revision.version()), revision));
        Optional<Version> baseline = held.stream()
                .filter(revision -> revision.kind() == Revision.Kind.BASELINE)
                .map(revision -> Version.parse(revision.version()))
                .max(Comparator.naturalOrder());
        List<MigrationFile> all = files.of(release.id()).stream()
                .filter(file -> file.kind() != MigrationKind.UNDO)
                .toList();
        return new Pending(
                target,
                release,
                all,
                all.stream()
                        .filter(file -> !isHeld(file, last) && !isBelow(baseline, file))
                        .toList());
    }

    /** Of a repeatable file the last text alone is there: an earlier one that comes back is applied again. */
    private static boolean isHeld(MigrationFile file, Map<String, Revision> last) {
        Revision held = last.get(RepeatableVersion.key(file.version()));
        return held != null
                && held.version().equals(file.version())
                && !RecordedText.isOther(held.sha256(), file.sha256(), file.statement());
    }

    /** What a baseline vouches for was there before Slipway. */
    private static boolean isBelow(Optional<Version> baseline, MigrationFile file) {
        return file.kind() == MigrationKind.VERSIONED
                && baseline.filter(version -> version.compareTo(Version.parse(file.version())) >= 0)
                        .isPresent();
    }
}
