package io.slipway.api.client;

import io.slipway.api.problem.ProblemWriter;
import io.slipway.failure.RejectedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a client that is too old or too new before anything is done for it, and tells every client the server's version. A caller that
 * names no version, such as {@code curl}, is not asked for one.
 */
public final class ClientVersions extends OncePerRequestFilter {

    /** The header with which a client says its version. */
    public static final String CLIENT = "Slipway-Client";

    /** The header with which the server says its own. */
    public static final String SERVER = "Slipway-Version";

    private static final int LONGEST = 60;

    private final ServedVersion version;
    private final ProblemWriter problems;

    public ClientVersions(ServedVersion version, ProblemWriter problems) {
        this.version = version;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var client = request.getHeader(CLIENT);
        if (version.text() != null) {
            response.setHeader(SERVER, version.text());
        }
        boolean download = request.getRequestURI().equals(ClientController.PATH);
        if (client == null || download || version.worksWith(client)) {
            chain.doFilter(request, response);
        } else {
            problems.write(response, refusal(client));
        }
    }

    private RejectedException refusal(String client) {
        return new RejectedException(
                RejectedException.Reason.CONFLICT,
                "client-version",
                "The client is version '%s' and the server '%s'; they may be one minor version apart."
                        .formatted(client.substring(0, Math.min(client.length(), LONGEST)), version.text()),
                "Take the client from this server: GET " + ClientController.PATH + ".");
    }
}
