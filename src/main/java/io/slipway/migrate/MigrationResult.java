package io.slipway.migrate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an attempt ended on its target; every kind but {@link Unknown} is certain. */
public sealed interface MigrationResult {

    /** Every file is in the target: those applied now, and those that were there. */
    record Done(List<FileToRun> applied, List<FileToRun> skipped) implements MigrationResult {}

    /** A file stopped; segments of it that were committed before stay, nothing else does. */
    record Failed(
            String code,
            String sentence,
            @Nullable Place place,
            @Nullable String sqlState,
            List<FileToRun> applied) implements MigrationResult {}

    /** It was asked to stop and has stopped: no server process of ours is at work. */
    record Canceled(List<FileToRun> applied) implements MigrationResult {}

    /** Whether the last segment took effect cannot be told from here; a person must look. */
    record Unknown(String code, String sentence, List<String> facts, List<FileToRun> applied)
            implements MigrationResult {}

    /** Where in which file: the statement's position and line, both from 1. */
    record Place(String path, int position, int line) {}
}
