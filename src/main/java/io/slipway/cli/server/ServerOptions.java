package io.slipway.cli.server;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the server is and who calls; each option can be given as a variable too, secrets best only so. */
public final class ServerOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8090",
            description = "Where Slipway answers (default: ${DEFAULT-VALUE}).")
    private String url = "";

    @Option(
            names = "--service-account",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The service account that calls.")
    private String serviceAccount = "";

    @Option(
            names = "--service-account-secret",
            paramLabel = "SECRET",
            defaultValue = "",
            description = "Its access token; better SLIPWAY_SERVICE_ACCOUNT_SECRET.")
    private String serviceAccountSecret = "";

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "",
            description = "Your own access token; better SLIPWAY_TOKEN.")
    private String token = "";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Return the way to the server. */
    public Api api() {
        var err = Objects.requireNonNull(command).commandLine().getErr();
        return new Api(
                address(), authorization(), new Versions(Versions.ofThisBuild().orElse(null), err));
    }

    private URI address() {
        try {
            var address = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            if (address.getHost() != null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException notAnAddress) {
            throw unusable();
        }
        throw unusable();
    }

    private ClientException unusable() {
        return ClientException.usage(
                "url-invalid",
                "The address '%s' is no http or https URL.".formatted(url),
                "Give --url or SLIPWAY_URL as in 'https://slipway.example.com'.");
    }

    private String authorization() {
        if (!token.isBlank()) {
            return "Bearer " + token.strip();
        }
        if (!serviceAccount.isBlank() && !serviceAccountSecret.isBlank()) {
            var credentials = plain(serviceAccount) + ":" + serviceAccountSecret.strip();
            return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        }
        throw ClientException.usage(
                "no-credentials",
                "There is neither an access token nor a service account with its secret.",
                "Set SLIPWAY_TOKEN, or SLIPWAY_SERVICE_ACCOUNT and SLIPWAY_SERVICE_ACCOUNT_SECRET.");
    }

    private static String plain(String name) {
        return name.strip().substring(name.strip().lastIndexOf('/') + 1);
    }
}
