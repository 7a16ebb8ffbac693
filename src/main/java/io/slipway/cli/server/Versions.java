package io.slipway.cli.server;

import java.io.PrintWriter;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the server the client's version, and the user once where the server has another; the server refuses what does not go together. */
final class Versions {

    private static final String CLIENT = "Slipway-Client";
    private static final String SERVER = "Slipway-Version";

    private final @Nullable String own;
    private final PrintWriter err;
    private boolean said;

    /** Take the client's version, null for a working copy. */
    Versions(@Nullable String own, PrintWriter err) {
        this.own = own;
        this.err = err;
    }

    /** Return the version that the build wrote into the jar. */
    static Optional<String> ofThisBuild() {
        return Optional.ofNullable(Versions.class.getPackage().getImplementationVersion());
    }

    void tell(HttpRequest.Builder request) {
        if (own != null) {
            request.header(CLIENT, own);
        }
    }

    void hear(HttpHeaders answer) {
        var server = answer.firstValue(SERVER).orElse(null);
        if (said || own == null || server == null || server.equals(own)) {
            return;
        }
        said = true;
        err.println("This client is version '%s', the server '%s'. GET /v1/client answers with the server's own."
                .formatted(own, server.replaceAll("[^0-9A-Za-z.-]", "?")));
        err.flush();
    }
}
