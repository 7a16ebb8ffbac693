package io.slipway.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Component;

/** Keeps the token that proves that a form is ours in a cookie, as strict as the session's, so that any server can compare the two. */
@Component
final class FormTokens implements CsrfTokenRepository {

    private static final String NAME = "slipway-form";

    private final SessionCookie cookie;
    private final CsrfTokenRepository secure = repository(true);
    private final CsrfTokenRepository loopback = repository(false);

    FormTokens(SessionCookie cookie) {
        this.cookie = cookie;
    }

    private static CookieCsrfTokenRepository repository(boolean secure) {
        var repository = new CookieCsrfTokenRepository();
        repository.setCookieName(SessionCookie.name(NAME, secure));
        repository.setCookiePath("/");
        repository.setCookieCustomizer(it -> it.httpOnly(true).secure(secure).sameSite("Strict"));
        return repository;
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return of(request).generateToken(request);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        of(request).saveToken(token, request, response);
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return of(request).loadToken(request);
    }

    private CsrfTokenRepository of(HttpServletRequest request) {
        return cookie.isSecure(request) ? secure : loopback;
    }
}
