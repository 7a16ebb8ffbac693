package io.slipway.testing;

/** The order of test classes that use the one platform; all others come before, in any order. */
public final class TestOrder {

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
