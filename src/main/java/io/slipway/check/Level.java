package io.slipway.check;

/** How much a finding weighs, the heaviest first. */
public enum Level {
    /** Stops the rollout unless a releaser overrides it with a reason. */
    ERROR,
    /** Asks the releaser to read and accept it. */
    WARNING,
    /** Only tells. */
    INFO
}
