package io.slipway.check;

/** How much harm the pending statements could do on a target. */
public enum Risk {
    /** They only add, or nothing is pending. */
    LOW,
    /** They change what exists. */
    MODERATE,
    /** They can lose data, or nobody can say what they do. */
    HIGH
}
