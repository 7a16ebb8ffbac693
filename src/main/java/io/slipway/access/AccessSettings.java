package io.slipway.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the first administrator gets in.
 *
 * @param administratorToken the token of the account 'administrator'; at least 32 characters; none: the account is left as it is
 */
@ConfigurationProperties("slipway")
record AccessSettings(@Nullable String administratorToken) {

    private static final int SHORTEST = 32;

    AccessSettings {
        if (administratorToken != null
                && !administratorToken.isBlank()
                && administratorToken.strip().length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "slipway.administrator-token has fewer than %d characters; make one with 'openssl rand -hex 32'"
                            .formatted(SHORTEST));
        }
    }

    @Override
    public String toString() {
        return "AccessSettings[administratorToken=%s]".formatted(administratorToken == null ? "none" : "…");
    }
}
