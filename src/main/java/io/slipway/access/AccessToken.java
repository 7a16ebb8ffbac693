package io.slipway.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/** Proof of an account's identity, of which only the hash is kept. */
public record AccessToken(
        @Id long id,
        long account,
        String name,
        String hash,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {

    /** Say whether the token is good at the instant. */
    public boolean isGood(Instant at) {
        return (expiresAt == null || at.isBefore(expiresAt)) && revokedAt == null;
    }

    AccessToken revoked(Instant at) {
        return new AccessToken(id, account, name, hash, createdAt, expiresAt, revokedAt == null ? at : revokedAt);
    }

    AccessToken renewed(String newHash, Instant at, @Nullable Instant newExpiry) {
        return new AccessToken(id, account, name, newHash, at, newExpiry, null);
    }
}
