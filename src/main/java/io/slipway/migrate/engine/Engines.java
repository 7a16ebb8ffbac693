package io.slipway.migrate.engine;

import io.slipway.target.Target;

/** The engines that there are; the one place that chooses between them. */
public record Engines(TargetEngine postgresql, TargetEngine mariaDb) {

    /** Return the engine that a target's server is one of. */
    public TargetEngine of(Target target) {
        return switch (target.engine()) {
            case POSTGRESQL -> postgresql;
            case MARIADB -> mariaDb;
        };
    }
}
