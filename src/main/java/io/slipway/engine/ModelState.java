package io.slipway.engine;

import java.util.List;

/**
 * What stands in the engine in the place of a bundled model.
 *
 * @param version the newest in the engine; 0: none
 * @param differences what the bundled model has otherwise, one sentence each
 */
public record ModelState(String name, int version, State state, List<String> differences) {

    /** Whose the newest version is. */
    public enum State {
        /** There is none. */
        MISSING,
        /** It is the bundled one. */
        BUNDLED,
        /** Slipway deployed it from another bundle. */
        SLIPWAYS,
        /** Somebody else deployed it; it stays until an administrator replaces it. */
        OWNERS
    }
}
