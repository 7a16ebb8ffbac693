package io.slipway.rollout.adoption;

import io.slipway.target.history.Tool;
import org.jspecify.annotations.Nullable;

/** Where an owner knows from what a database holds. */
public sealed interface Source {

    /** The owner says that everything up to a version is there. */
    record At(String version) implements Source {}

    /**
     * Another tool recorded what it ran.
     *
     * @param table its table, with or without its schema, or null for the tool's usual one
     */
    record History(Tool tool, @Nullable String table) implements Source {}
}
