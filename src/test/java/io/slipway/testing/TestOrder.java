package io.slipway.testing;

/** The order of test classes: what starts a platform of its own, all others in any order, and then what uses the one platform. */
public final class TestOrder {

    /** Platforms of their own take the processors while most others wait for PostgreSQL, and not beside the process tests. */
    public static final int OWN_PLATFORM = 1_000;

    /** Process tests, side by side, so that their application is not put aside and woken again. */
    public static final int PROCESS = Integer.MAX_VALUE / 2 + 1_000;

    /** What they have reached together. */
    public static final int COVERAGE = PROCESS + 1_000;

    /** What takes the engine away from everybody, and gives an empty one back. */
    public static final int LOSS = COVERAGE + 1_000;

    /** At the very end, what moves the broker's clock: set back, it would not export before its time has come again. */
    public static final int CLOCK = LOSS + 1_000;

    private TestOrder() {}
}
