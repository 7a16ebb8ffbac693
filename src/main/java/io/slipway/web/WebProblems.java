package io.slipway.web;

import io.slipway.api.problem.ProblemBody;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.failure.SlipwayException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Gives every page what its frame needs, and tells people what went wrong in a page, in the API's words. */
@ControllerAdvice("io.slipway.web")
@Order(Ordered.HIGHEST_PRECEDENCE)
class WebProblems {

    private static final Logger LOG = LoggerFactory.getLogger(WebProblems.class);

    /** Return the name of who is logged in; empty before login. */
    @ModelAttribute("account")
    String account(@AuthenticationPrincipal @Nullable AuthenticatedAccount caller) {
        return caller == null ? "" : caller.getName();
    }

    /** Set the cookie of forms before a long page is on its way. */
    @ModelAttribute
    void formToken(CsrfToken token) {
        Objects.requireNonNull(token.getToken());
    }

    @ExceptionHandler
    ModelAndView refused(SlipwayException e, @AuthenticationPrincipal @Nullable AuthenticatedAccount caller) {
        return page(ProblemBody.of(e), account(caller));
    }

    /** A number too large for any issue is the number of none. */
    @ExceptionHandler
    ModelAndView unreadable(
            MethodArgumentTypeMismatchException e, @AuthenticationPrincipal @Nullable AuthenticatedAccount caller) {
        return page(
                ProblemBody.of(HttpStatus.NOT_FOUND, "unknown-path", "There is nothing here.", ""), account(caller));
    }

    @ExceptionHandler
    ModelAndView unexpected(Exception e, @AuthenticationPrincipal @Nullable AuthenticatedAccount caller) {
        if (e instanceof ErrorResponse known && !known.getStatusCode().is5xxServerError()) {
            return page(plain(known.getStatusCode()), account(caller));
        }
        var id = UUID.randomUUID();
        LOG.error("Page failed unexpectedly; its reader was given id={}", id, e);
        return page(
                ProblemBody.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal-error",
                        "Slipway failed unexpectedly; its log has the cause under id '%s'.".formatted(id),
                        "Give the id to whoever runs Slipway."),
                account(caller));
    }

    private static ProblemDetail plain(HttpStatusCode status) {
        return ProblemBody.of(status, "request-refused", "The request is refused.", "Go back and try again.");
    }

    private static ModelAndView page(ProblemDetail problem, String account) {
        var page = new ModelAndView("web/problem", HttpStatusCode.valueOf(problem.getStatus()));
        page.addObject("account", account);
        page.addObject("detail", problem.getDetail());
        page.addObject("help", Objects.requireNonNull(problem.getProperties()).get("help"));
        return page;
    }
}
