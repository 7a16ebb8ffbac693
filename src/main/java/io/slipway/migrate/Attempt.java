package io.slipway.migrate;

/** One try of one task: attempts of the same target have rising epochs, and a newer one shuts out all older ones. */
public record Attempt(String task, long epoch, String release, String appliedBy) {}
