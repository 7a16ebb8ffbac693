package io.slipway.check;

import org.jspecify.annotations.Nullable;

/**
 * A version that a target holds already, in the order in which it was applied.
 *
 * @param version the canonical version, a repeatable's {@code R__} key, or the version of a one-off
 * @param path the file's path when it was applied, or null if there was none
 * @param sha256 the hash of the text that was applied, or null if nobody knows it
 * @param statement the text that was applied, or null if Slipway does not have it
 */
public record AppliedRevision(
        String track,
        String version,
        RevisionKind kind,
        @Nullable String path,
        @Nullable String sha256,
        @Nullable String statement) {}
