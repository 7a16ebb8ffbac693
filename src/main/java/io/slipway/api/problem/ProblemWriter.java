package io.slipway.api.problem;

import io.slipway.failure.SlipwayException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes problem details where no controller has been reached yet. */
@Component
public final class ProblemWriter {

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** Answer with the failure. */
    public void write(HttpServletResponse response, SlipwayException e) throws IOException {
        write(response, ProblemBody.of(e));
    }

    /** Answer that the caller is not known; missing, wrong and expired tokens are told the same. */
    public void unauthenticated(HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        write(
                response,
                ProblemBody.of(
                        HttpStatus.UNAUTHORIZED,
                        "unauthenticated",
                        "The request has no valid access token.",
                        "Send 'Authorization: Bearer' with a token that has neither expired nor been revoked."));
    }

    private void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8));
    }
}
