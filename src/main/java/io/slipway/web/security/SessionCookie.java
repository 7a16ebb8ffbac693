package io.slipway.web.security;

import io.slipway.access.Secret;
import io.slipway.change.PublicAddress;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The cookie that holds a session. It goes over TLS only, except where both the public address and the request's are this machine's own; then a
 * name with {@code __Host-} keeps other hosts of the same domain from setting it.
 */
@Component
final class SessionCookie {

    private static final String NAME = "slipway-session";
    private static final String SECURE_PREFIX = "__Host-";

    private final PublicAddress address;

    SessionCookie(PublicAddress address) {
        this.address = address;
    }

    /** Tell whether cookies of this request go over TLS only. */
    boolean isSecure(HttpServletRequest request) {
        return !(address.isLoopback() && PublicAddress.isLoopback(request.getServerName()));
    }

    /** Return the name under which a cookie is set for this request. */
    static String name(String plain, boolean secure) {
        return secure ? SECURE_PREFIX + plain : plain;
    }

    Optional<String> read(HttpServletRequest request) {
        var cookies = request.getCookies();
        var name = name(NAME, isSecure(request));
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    void give(HttpServletRequest request, HttpServletResponse response, Secret session) {
        set(request, response, session.text(), null);
    }

    void take(HttpServletRequest request, HttpServletResponse response) {
        set(request, response, "", Duration.ZERO);
    }

    private void set(
            HttpServletRequest request,
            HttpServletResponse response,
            String value,
            @org.jspecify.annotations.Nullable Duration age) {
        var secure = isSecure(request);
        var cookie = ResponseCookie.from(name(NAME, secure), value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite("Strict");
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                (age == null ? cookie : cookie.maxAge(age)).build().toString());
    }
}
