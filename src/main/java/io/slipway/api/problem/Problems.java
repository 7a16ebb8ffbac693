package io.slipway.api.problem;

import io.slipway.failure.RejectedException;
import io.slipway.failure.SlipwayException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Answers every failure of a request with problem details (RFC 9457). */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String SEE_API = "See the description of the API at /v1/openapi.";

    private final RefusalTrail trail;

    Problems(RefusalTrail trail) {
        this.trail = trail;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(SlipwayException e, HttpServletRequest request) {
        if (e instanceof RejectedException refusal) {
            trail.record(request, refusal);
        }
        var problem = ProblemBody.of(e);
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception e) {
        var id = UUID.randomUUID();
        LOG.error("Request failed unexpectedly; the caller was given id={}", id, e);
        var problem = ProblemBody.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "Slipway failed unexpectedly; its log has the cause under id '%s'.".formatted(id),
                "Give the id to whoever runs Slipway.");
        problem.setProperty("id", id.toString());
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var errors = e.getBindingResult().getFieldErrors().stream()
                .map(error -> "'%s' %s".formatted(error.getField(), error.getDefaultMessage()))
                .sorted()
                .collect(Collectors.joining(", "));
        return answer(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "request-invalid",
                "The request is refused: " + errors + ".",
                headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(
            MaxUploadSizeExceededException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE)
                .body(ProblemBody.of(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "upload-too-large",
                        "A file of the upload has more than 50 MB, or its files together have more than 200 MB.",
                        "Split it, or load bulk data outside of migrations."));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(HttpStatus.BAD_REQUEST, "request-unreadable", unreadable(e), headers);
    }

    private static String unreadable(HttpMessageNotReadableException e) {
        if (e.getCause() instanceof UnrecognizedPropertyException unknown) {
            return "The request's body has an unknown key '%s'.".formatted(unknown.getPropertyName());
        }
        var place = e.getCause() instanceof JacksonException json && json.getLocation() != null
                ? " (line %d, column %d)"
                        .formatted(
                                json.getLocation().getLineNr(),
                                json.getLocation().getColumnNr())
                : "";
        return "The request's body is missing or not the JSON that is asked for%s.".formatted(place);
    }

    /** Words what Spring itself refuses: unknown paths, methods, media types, parameters. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            return ResponseEntity.internalServerError().body(unexpected(e).getBody());
        }
        var known = HttpStatus.resolve(status.value());
        var code = known == HttpStatus.NOT_FOUND
                ? "unknown-path"
                : known == null
                        ? "request-refused"
                        : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
        var detail = body instanceof ProblemDetail given && given.getDetail() != null
                ? given.getDetail()
                : "The request is refused.";
        return answer(status, code, known == HttpStatus.NOT_FOUND ? "There is nothing at this path." : detail, headers);
    }

    private static ResponseEntity<Object> answer(
            HttpStatusCode status, String code, String detail, HttpHeaders headers) {
        return ResponseEntity.status(status).headers(headers).body(ProblemBody.of(status, code, detail, SEE_API));
    }
}
