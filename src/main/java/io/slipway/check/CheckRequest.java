package io.slipway.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be checked: files, the targets they are for, and where to simulate.
 *
 * @param scratch the scratch server, or null where there is none
 */
public record CheckRequest(
        List<FileToCheck> files,
        List<TargetToCheck> targets,
        @Nullable ScratchServer scratch) {

    public CheckRequest {
        files = List.copyOf(files);
        targets = List.copyOf(targets);
    }
}
