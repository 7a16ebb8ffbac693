package io.slipway.change.checking;

import io.slipway.check.Finding;
import io.slipway.project.TargetRef;
import java.util.List;
import java.util.Set;

/**
 * What a check says of files that are no release yet.
 *
 * @param findings the heaviest first, as many as are told
 */
public record CheckedRelease(ReleaseCheck summary, List<OnTarget> targets, List<Finding> findings) {

    /**
     * What would happen on a target.
     *
     * @param risk {@code UNKNOWN} where the target could not be read
     * @param files that would be applied, in order
     */
    public record OnTarget(
            TargetRef ref,
            String risk,
            Set<String> statementClasses,
            Work work,
            boolean simulated,
            List<OfFile> files) {}

    /** What a file would do on a target. */
    public record OfFile(String path, String version, String risk, Work work) {}
}
