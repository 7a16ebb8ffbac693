package io.slipway.notification.telling;

import org.jspecify.annotations.Nullable;

/**
 * Where something happened: an issue, and in it a stage or a wave.
 *
 * @param stage its environment, or null where it is about all of the issue
 */
record Place(
        long project,
        String projectName,
        long issue,
        int number,
        String title,
        @Nullable Long stageId,
        @Nullable Long waveId,
        @Nullable String stage) {

    String projectResource() {
        return "projects/" + projectName;
    }

    String issueResource() {
        return projectResource() + "/issues/" + number;
    }

    /** Return the stage as a sentence begins with it. */
    String titled() {
        return stage == null ? "The change" : "Stage '%s'".formatted(stage);
    }
}
