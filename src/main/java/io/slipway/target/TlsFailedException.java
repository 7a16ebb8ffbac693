package io.slipway.target;

import io.slipway.failure.OutcomeException;

/** The server offers no TLS, or cannot prove that it is the one that the URL names. */
public final class TlsFailedException extends OutcomeException {

    TlsFailedException(String target, String address, String reason) {
        super(
                "tls-failed",
                "Target '%s' cannot be reached at '%s' over verified TLS: %s.".formatted(target, address, reason),
                "Turn TLS on at the server, with a certificate for the host in the URL"
                        + " by an authority that this machine trusts or that 'sslrootcert' in the URL names.");
    }
}
