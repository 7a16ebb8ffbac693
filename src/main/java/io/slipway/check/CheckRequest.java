package io.slipway.check;

import io.slipway.target.Engine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be checked: files, the targets they are for, and where to simulate.
 *
 * @param engine the kind of server that all of the targets are on
 * @param scratch the scratch server, or null where there is none
 */
public record CheckRequest(
        Engine engine,
        List<FileToCheck> files,
        List<TargetToCheck> targets,
        @Nullable ScratchServer scratch) {

    /** Ask for targets on PostgreSQL. */
    public CheckRequest(List<FileToCheck> files, List<TargetToCheck> targets, @Nullable ScratchServer scratch) {
        this(Engine.POSTGRESQL, files, targets, scratch);
    }

    public CheckRequest {
        files = List.copyOf(files);
        targets = List.copyOf(targets);
    }
}
