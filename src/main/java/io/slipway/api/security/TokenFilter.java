package io.slipway.api.security;

import io.slipway.access.Tokens;
import io.slipway.project.Account;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Recognises the caller by a bearer token, or by an account's name with the token as password. */
final class TokenFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final Tokens tokens;

    TokenFilter(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        account(request.getHeader(HttpHeaders.AUTHORIZATION))
                .map(AuthenticatedAccount::new)
                .ifPresent(AuthenticatedAccount::enter);
        chain.doFilter(request, response);
    }

    private Optional<Account> account(String header) {
        if (header == null) {
            return Optional.empty();
        }
        if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return tokens.account(header.substring(BEARER.length()).strip());
        }
        return header.regionMatches(true, 0, BASIC, 0, BASIC.length())
                ? named(header.substring(BASIC.length()).strip())
                : Optional.empty();
    }

    private Optional<Account> named(String encoded) {
        try {
            var credentials = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            var colon = credentials.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : tokens.account(credentials.substring(colon + 1))
                            .filter(account -> account.name().equals(credentials.substring(0, colon)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
