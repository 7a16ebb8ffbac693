package io.slipway.api.edit;

import io.slipway.rollout.task.Divergence;
import org.jspecify.annotations.Nullable;

/**
 * A target that holds an earlier text of a file of the issue.
 *
 * @param heldSha256 the hash of the text that it holds
 * @param sha256 the hash of the present text
 * @param state {@code DIVERGED} while nothing is decided, {@code RECONCILED} where a reconcile file is to run, {@code ACCEPTED} where the
 *     earlier text is accepted as equal
 * @param reconcileFile the path of that file, or absent
 * @param acceptedBy who accepted it, or absent
 * @param reason why either, or absent
 */
public record DivergenceView(
        String target,
        String version,
        String path,
        String heldSha256,
        String sha256,
        String state,
        @Nullable String reconcileFile,
        @Nullable String acceptedBy,
        @Nullable String reason) {

    static DivergenceView of(String target, Divergence it) {
        var file = it.reconcileFile();
        return new DivergenceView(
                target,
                it.version(),
                it.path(),
                it.heldSha256(),
                it.sha256(),
                file != null ? "RECONCILED" : it.isSettled() ? "ACCEPTED" : "DIVERGED",
                file == null ? null : file.path(),
                it.acceptedBy(),
                file == null ? it.acceptedBecause() : file.reason());
    }
}
