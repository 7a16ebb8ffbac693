package io.slipway.change.checking;

import io.slipway.plan.ReconcileFile;
import io.slipway.project.TargetRef;
import io.slipway.release.Revision;
import io.slipway.rollout.task.Divergence;
import io.slipway.target.ledger.CommittedSegment;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A target with what it holds.
 *
 * @param parts what was committed of files that are not there as a whole
 * @param fingerprint of what it is made of
 * @param diverged texts that it holds otherwise than the files to check have them, and that is known of
 */
public record Held(
        TargetRef ref,
        List<Revision> applied,
        List<CommittedSegment> parts,
        String fingerprint,
        List<Divergence> diverged) {

    private static final Pattern RECONCILED = Pattern.compile("issue/\\d+\\.\\d+-reconcile-\\d+");

    public Held knowing(List<Divergence> found) {
        return new Held(ref, applied, parts, fingerprint, found);
    }

    /** Return the reconcile file that is still to run here. */
    public @Nullable ReconcileFile reconcile() {
        return diverged.stream()
                .flatMap(it -> Stream.ofNullable(it.reconcileFile()))
                .filter(file -> applied.stream()
                        .noneMatch(revision -> revision.version().equals(file.version())))
                .findFirst()
                .orElse(null);
    }

    /** A reconcile file has done its part once its target's ledger has the present text. */
    boolean isPast(Revision revision) {
        return RECONCILED.matcher(revision.version()).matches()
                && diverged.stream()
                        .flatMap(it -> Stream.ofNullable(it.reconcileFile()))
                        .noneMatch(file -> file.version().equals(revision.version()));
    }

    Optional<Divergence> divergence(Revision revision) {
        return diverged.stream()
                .filter(it ->
                        it.track().equals(revision.track()) && it.version().equals(revision.version()))
                .findFirst();
    }
}
