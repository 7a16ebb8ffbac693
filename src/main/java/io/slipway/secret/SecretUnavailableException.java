package io.slipway.secret;

import io.slipway.failure.OutcomeException;

/** A secret cannot be had from where its reference points; neither message nor cause shows what was read. */
public final class SecretUnavailableException extends OutcomeException {

    SecretUnavailableException(String reference, String reason) {
        super(
                "secret-unavailable",
                "The secret at '%s' cannot be read: %s.".formatted(reference, reason),
                "Write the reference as env:NAME, file:/path or exec:command and make sure this process may read it.");
    }
}
