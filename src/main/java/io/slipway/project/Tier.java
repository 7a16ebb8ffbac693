package io.slipway.project;

import java.util.Locale;

/** How much an environment matters to policies. */
public enum Tier {
    /** May break without harm. */
    DEVELOPMENT,
    /** Looks like production, is not production. */
    TESTING,
    /** Real people depend on it. */
    PRODUCTION;

    /** Return the name as policies and the configuration write it, such as {@code production}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
