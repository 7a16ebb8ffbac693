package io.slipway.rollout.hotfix;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is owed to a target on which a stage was left out: the versions that were left out, or a person's word that it goes without.
 *
 * @param task the task that was left out
 * @param release the release that was left out
 * @param issueName the resource name of the issue that left it out
 * @param openedIssue the issue that was opened last to catch up, or null
 * @param openedName its resource name, or null
 * @param settledReason why it goes without, or null
 */
public record CatchUp(
        long task,
        long planTarget,
        long release,
        String issueName,
        String leftOutBy,
        String reason,
        Instant leftOutAt,
        @Nullable Long openedIssue,
        @Nullable String openedName,
        @Nullable String settledBy,
        @Nullable String settledReason) {}
