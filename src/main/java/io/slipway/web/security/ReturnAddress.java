package io.slipway.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a login leads back to: one of our own pages, whatever was asked for. */
final class ReturnAddress {

    static final String START = "/projects";

    /** Segments have no slash beside one another and no backslash: nothing that a browser could take for another host. */
    private static final Pattern PAGE = Pattern.compile("/projects(?:/[\\w.~%-]+){0,8}(?:\\?[\\w.=&%-]*)?");

    private static final int LONGEST = 500;

    private ReturnAddress() {}

    /** Return the address if it is one of our pages, or else the first one. */
    static String of(@Nullable String asked) {
        return asked != null && asked.length() <= LONGEST && PAGE.matcher(asked).matches() ? asked : START;
    }

    /** Return the page that a request is about. */
    static String of(HttpServletRequest request) {
        var query = request.getQueryString();
        var page = request.getRequestURI().replaceFirst("/comments$", "");
        return of(query == null ? page : page + "?" + query);
    }
}
