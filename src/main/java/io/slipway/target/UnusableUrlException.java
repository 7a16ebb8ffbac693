package io.slipway.target;

import io.slipway.failure.OutcomeException;

/** A target's URL is malformed, carries a secret, or asks for less than verified TLS on a network. */
public final class UnusableUrlException extends OutcomeException {

    private UnusableUrlException(String code, String message, String help) {
        super(code, message, help);
    }

    static UnusableUrlException malformed(String target) {
        return new UnusableUrlException(
                "malformed-url",
                "The URL of target '%s' is not a PostgreSQL JDBC URL.".formatted(target),
                "Write it as jdbc:postgresql://host:port/database.");
    }

    static UnusableUrlException carriesSecret(String target) {
        return new UnusableUrlException(
                "secret-in-url",
                "The URL of target '%s' carries a user name or a password.".formatted(target),
                "Take them out of the URL and name them in the target's credentials, the password by reference.");
    }

    static UnusableUrlException unverified(String target, String mode) {
        return new UnusableUrlException(
                "tls-not-verified",
                "The URL of target '%s' asks for sslmode '%s', which does not verify the server."
                        .formatted(target, mode),
                "Use sslmode=verify-full, with sslrootcert if the server's certificate is your own authority's.");
    }
}
