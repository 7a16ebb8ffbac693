package io.slipway.target.ledger;

import io.slipway.failure.OutcomeException;
import org.springframework.modulith.NamedInterface;

/** A target holds objects that no ledger accounts for, so that nobody knows which versions are in it. */
@NamedInterface("ledger")
public final class BaselineRequiredException extends OutcomeException {

    public BaselineRequiredException(String target) {
        super(
                "baseline-required",
                "Target '%s' holds objects but no ledger, so which versions it has is not known.".formatted(target),
                "Record the version it stands at with 'slipway baseline', then try again.");
    }
}
