package io.slipway.release;

import io.slipway.failure.RejectedException;

/** Two files of one release claim the same version, so their order would be chance. */
public final class DuplicateVersionException extends RejectedException {

    DuplicateVersionException(String version, String one, String other) {
        super(
                Reason.INVALID,
                "duplicate-version",
                "Files '%s' and '%s' have the same version '%s'."
                        .formatted(Quoted.of(one, 100), Quoted.of(other, 100), version),
                "Give one of them another version; 1, 01 and 1.0 are the same.");
    }
}
