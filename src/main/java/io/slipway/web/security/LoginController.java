package io.slipway.web.security;

import io.slipway.access.WebSessions;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.web.Redirects;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Takes a token for a session and ends it; a token that is not good is told the same, whatever is wrong with it. */
@Controller
class LoginController {

    private final WebSessions sessions;
    private final SessionCookie cookie;
    private final FormTokens formTokens;

    LoginController(WebSessions sessions, SessionCookie cookie, FormTokens formTokens) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.formTokens = formTokens;
    }

    @GetMapping("/login")
    Object form(
            @AuthenticationPrincipal @Nullable AuthenticatedAccount caller,
            @RequestParam @Nullable String to,
            Model model) {
        var target = ReturnAddress.of(to);
        if (caller != null) {
            return Redirects.seeOther(target);
        }
        model.addAttribute("to", target);
        model.addAttribute("refused", false);
        return "web/login";
    }

    @PostMapping("/login")
    Object logIn(
            @RequestParam(defaultValue = "") String token,
            @RequestParam @Nullable String to,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var target = ReturnAddress.of(to);
        var opened = sessions.open(token.strip());
        if (opened.isEmpty()) {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            model.addAttribute("to", target);
            model.addAttribute("refused", true);
            return "web/login";
        }
        cookie.read(request).ifPresent(sessions::end);
        cookie.give(request, response, opened.get());
        formTokens.saveToken(null, request, response);
        return Redirects.seeOther(target);
    }

    @PostMapping("/logout")
    Object logOut(HttpServletRequest request, HttpServletResponse response) {
        cookie.read(request).ifPresent(sessions::end);
        cookie.take(request, response);
        formTokens.saveToken(null, request, response);
        return Redirects.seeOther("/login");
    }
}
