package io.slipway.change.checking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a check of files before they became a release. It decides nothing: what a rollout may do rests on its own checks.
 *
 * @param digest of the files, whatever commit they come from
 * @param url of the pull request or the commit
 * @param targets how many it was for
 */
public record ReleaseCheck(
        String track,
        String digest,
        @Nullable String vcsCommit,
        @Nullable String url,
        int targets,
        int errors,
        int warnings,
        Instant checkedAt) {}
