package io.slipway.api.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An access token.
 *
 * @param token its text, in the answer that issues it and never again
 */
public record TokenView(
        String name,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable String token,
        List<String> actions) {

    @Override
    public String toString() {
        return "TokenView[name=%s]".formatted(name);
    }
}
