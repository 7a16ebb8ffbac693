package io.slipway.change.checking;

import io.slipway.check.AppliedRevision;
import io.slipway.check.RevisionKind;
import io.slipway.release.MigrationFile;
import io.slipway.release.MigrationFiles;
import io.slipway.release.RepeatableVersion;
import io.slipway.release.Revision;
import io.slipway.rollout.task.Divergence;
import io.slipway.rollout.task.Divergences;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts what targets hold into the words of the checks, with the texts that Slipway has of it. */
@Component
class HeldTexts {

    private final MigrationFiles files;
    private final Divergences divergences;

    HeldTexts(MigrationFiles files, Divergences divergences) {
        this.files = files;
        this.divergences = divergences;
    }

    /** Texts that were looked up already: targets mostly hold the same. */
    static final class Known {

        private final Map<String, @Nullable MigrationFile> byHash = new HashMap<>();
    }

    List<AppliedRevision> applied(Held held, Known known) {
        return held.applied().stream()
                .filter(revision -> !held.isPast(revision))
                .map(revision -> applied(held, revision, known))
                .toList();
    }

    /** A held text that is told apart counts as the present one, or the rules would refuse it as a changed file. */
    private AppliedRevision applied(Held held, Revision revision, Known known) {
        var divergence = held.divergence(revision);
        String hash = divergence.map(Divergence::sha256).orElse(revision.sha256());
        boolean asHeld = divergence
                .filter(it -> it.acceptedBy() == null || it.reconcileFile() != null)
                .isPresent();
        MigrationFile text = known.byHash.computeIfAbsent(
                asHeld ? revision.sha256() : hash,
                key -> withHash(held.ref().database().project(), key));
        return new AppliedRevision(
                revision.track(),
                RepeatableVersion.key(revision.version()),
                isRestated(revision) ? RevisionKind.VERSIONED : kind(revision),
                revision.path(),
                hash.isEmpty() ? null : hash,
                text == null ? null : text.statement());
    }

    private @Nullable MigrationFile withHash(long project, String hash) {
        return files.withHash(project, hash).stream().findFirst().orElse(null);
    }

    /** A version that was marked after a reconcile file or an acceptance is as good as its text: no other means applied it. */
    private boolean isRestated(Revision revision) {
        return revision.kind() == Revision.Kind.MARKED && divergences.isRestated(revision);
    }

    private static RevisionKind kind(Revision revision) {
        return switch (revision.kind()) {
            case MARKED -> RevisionKind.MARKED;
            case BASELINE -> RevisionKind.BASELINE;
            case APPLIED -> {
                if (RepeatableVersion.is(revision.version())) {
                    yield RevisionKind.REPEATABLE;
                }
                yield revision.version().startsWith("issue/") ? RevisionKind.ONE_OFF : RevisionKind.VERSIONED;
            }
        };
    }
}
