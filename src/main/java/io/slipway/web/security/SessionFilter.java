package io.slipway.web.security;

import io.slipway.access.WebSessions;
import io.slipway.api.security.AuthenticatedAccount;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Recognises the caller by the session's cookie, and looks with each request whether the token behind it is still good. */
final class SessionFilter extends OncePerRequestFilter {

    private final WebSessions sessions;
    private final SessionCookie cookie;

    SessionFilter(WebSessions sessions, SessionCookie cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        cookie.read(request)
                .flatMap(sessions::account)
                .map(AuthenticatedAccount::new)
                .ifPresent(AuthenticatedAccount::enter);
        chain.doFilter(request, response);
    }
}
