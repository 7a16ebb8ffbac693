package io.slipway.change;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where people reach the web pages.
 *
 * @param publicUrl such as {@code https://slipway.example.com}, without a path; none: {@code http://127.0.0.1:8090}
 */
@ConfigurationProperties("slipway")
record PageSettings(@Nullable URI publicUrl) {

    private static final URI LOCAL = URI.create("http://127.0.0.1:8090");

    PageSettings {
        if (publicUrl != null
                && (publicUrl.getHost() == null
                        || !String.valueOf(publicUrl.getScheme()).matches("https?"))) {
            throw new IllegalArgumentException(
                    "slipway.public-url '%s' is no address such as 'https://slipway.example.com'".formatted(publicUrl));
        }
    }

    URI address() {
        return publicUrl == null ? LOCAL : publicUrl;
    }
}
