package io.slipway.api.change.model;

import java.time.Instant;

/** A single-use token that says who starts a process by a plain call of Camunda's REST API; shown this once. */
public record StartTokenView(String token, Instant expiresAt) {

    @Override
    public String toString() {
        return "StartTokenView[expiresAt=%s]".formatted(expiresAt);
    }
}
