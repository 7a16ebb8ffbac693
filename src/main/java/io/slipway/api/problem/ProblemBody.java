package io.slipway.api.problem;

import io.slipway.failure.NotYetException;
import io.slipway.failure.OutcomeException;
import io.slipway.failure.RejectedException;
import io.slipway.failure.SlipwayException;
import io.slipway.failure.TransientException;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** Words a failure as problem details with a stable code and what to do. */
public final class ProblemBody {

    private ProblemBody() {}

    /** Word a failure that a person can act on. */
    public static ProblemDetail of(SlipwayException e) {
        return of(status(e), e.code(), Objects.requireNonNullElse(e.getMessage(), e.code()), e.help());
    }

    /** Word what has no exception of its own. */
    public static ProblemDetail of(HttpStatusCode status, String code, String detail, String help) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:slipway:problem:" + code));
        problem.setTitle(title(code));
        problem.setProperty("code", code);
        problem.setProperty("help", help);
        return problem;
    }

    private static HttpStatus status(SlipwayException e) {
        return switch (e) {
            case BodyTooLargeException tooLarge -> HttpStatus.CONTENT_TOO_LARGE;
            case RejectedException rejected -> status(rejected.reason());
            case OutcomeException outcome -> HttpStatus.UNPROCESSABLE_CONTENT;
            case NotYetException early -> HttpStatus.SERVICE_UNAVAILABLE;
            case TransientException passing -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    private static HttpStatus status(RejectedException.Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case CONFLICT -> HttpStatus.CONFLICT;
            case INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }

    private static String title(String code) {
        var words = code.replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
