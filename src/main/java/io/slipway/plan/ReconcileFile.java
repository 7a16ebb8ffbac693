package io.slipway.plan;

import java.util.List;

/**
 * SQL of a plan for those of its targets that hold an earlier text of an edited file: it takes them to what the file says now.
 *
 * @param version such as {@code issue/12.2-reconcile-1}: outside the track's order
 * @param reason why it does that
 * @param account who gave it
 * @param planTargets the targets that it is for
 */
public record ReconcileFile(
        String version, String sha256, String statement, String reason, long account, List<Long> planTargets) {

    /** Return the path by which people know it; no file of a release has such a one. */
    public String path() {
        return version + ".sql";
    }
}
