package io.slipway.check;

/** How a revision came about. */
public enum RevisionKind {
    /** A versioned file was applied. */
    VERSIONED,
    /** A repeatable file was applied. */
    REPEATABLE,
    /** SQL typed into an issue was applied. */
    ONE_OFF,
    /** A person said that the version was applied by other means. */
    MARKED,
    /** A person said that everything up to the version was there before Slipway. */
    BASELINE
}
