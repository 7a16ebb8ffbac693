package io.slipway.notification;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Where webhooks may go: to a server that TLS proves, or to this machine. */
public final class WebhookUrl {

    private WebhookUrl() {}

    /** Return why the address is none for a webhook, in words that continue 'a URL'; never repeats it, as it may hold a secret. */
    public static Optional<String> problem(String url) {
        try {
            return problem(new URI(url));
        } catch (URISyntaxException notAUrl) {
            return Optional.of("that is none");
        }
    }

    private static Optional<String> problem(URI url) {
        var scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        var host = Optional.ofNullable(url.getHost()).orElse("").toLowerCase(Locale.ROOT);
        if (host.isEmpty() || !(scheme.equals("https") || scheme.equals("http"))) {
            return Optional.of("that is no 'https://host/path'");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return Optional.of("with a user, password or fragment in it");
        }
        return scheme.equals("https") || isLoopback(host)
                ? Optional.empty()
                : Optional.of("without TLS, which only a receiver on this machine may have");
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.matches("127(?:\\.\\d{1,3}){3}") || host.equals("[::1]");
    }
}
