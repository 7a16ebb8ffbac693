package io.slipway.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.util.HtmlUtils;

/**
 * Sends who is not logged in to the login page, which knows the way back. Whoever follows a link from another site comes without the strict
 * cookie even when logged in: they are sent to the same address once more, from here, and only then asked.
 */
final class AskForLogin implements AuthenticationEntryPoint {

    private static final String AGAIN = """
            <!DOCTYPE html>
            <html lang="en"><head><meta http-equiv="refresh" content="0; url=%1$s"><title>Slipway</title></head>
            <body><p><a href="%1$s">Go on</a></p></body></html>
            """;

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        var asked = ReturnAddress.of(request);
        if (request.getMethod().equals(HttpMethod.GET.name())
                && "cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
            response.setContentType(MediaType.TEXT_HTML_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.getWriter().write(AGAIN.formatted(HtmlUtils.htmlEscape(asked)));
        } else {
            response.setStatus(HttpStatus.SEE_OTHER.value());
            response.setHeader(HttpHeaders.LOCATION, "/login?to=" + URLEncoder.encode(asked, StandardCharsets.UTF_8));
        }
    }
}
