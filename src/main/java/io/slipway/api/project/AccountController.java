package io.slipway.api.project;

import io.slipway.access.AccessToken;
import io.slipway.access.Tokens;
import io.slipway.api.model.MeView;
import io.slipway.api.model.PageView;
import io.slipway.api.model.TokenRequest;
import io.slipway.api.model.TokenView;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.project.Members;
import io.slipway.project.Projects;
import io.slipway.project.Role;
import jakarta.validation.Valid;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tells callers who they are, and issues and revokes access tokens. */
@RestController
@RequestMapping("/v1")
class AccountController {

    private final Accounts accounts;
    private final Tokens tokens;
    private final Projects projects;
    private final Members members;

    AccountController(Accounts accounts, Tokens tokens, Projects projects, Members members) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.projects = projects;
        this.members = members;
    }

    /** Return the account that asks. */
    @GetMapping("/me")
    MeView me(@AuthenticationPrincipal AuthenticatedAccount caller) {
        var account = caller.account();
        var roles = new TreeMap<String, List<String>>();
        projects.findAllById(members.projects(account.id()))
                .forEach(project -> roles.put(
                        project.resource(),
                        members.roles(project.id(), account.id()).stream()
                                .map(Role::label)
                                .toList()));
        return new MeView(
                resource(account),
                account.kind().name().toLowerCase(Locale.ROOT),
                account.administrator(),
                account.emails(),
                roles,
                account.administrator() ? List.of("applyConfiguration", "issueToken") : List.of("issueToken"));
    }

    /** List an account's tokens, never their text. */
    @GetMapping("/accounts/{account}/tokens")
    PageView<TokenView> list(@AuthenticationPrincipal AuthenticatedAccount caller, @PathVariable String account) {
        var found = reachable(caller, account);
        return new PageView<>(
                tokens.of(found).stream().map(token -> view(found, token, null)).toList(), null);
    }

    /** Issue a token for oneself, or as an administrator for another account; its text is in this answer alone. */
    @PostMapping("/accounts/{account}/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    TokenView issue(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String account,
            @RequestBody @Valid TokenRequest request) {
        var found = reachable(caller, account);
        var days = request.validForDays();
        var issued = tokens.issue(found, request.name(), days == null ? null : Duration.ofDays(days), caller.account());
        return view(found, issued.token(), issued.secret().text());
    }

    /** Revoke a token. */
    @DeleteMapping("/accounts/{account}/tokens/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String account,
            @PathVariable String token) {
        tokens.revoke(reachable(caller, account), token, caller.account());
    }

    /** Return the account if the caller is it or an administrator; others cannot even learn that it exists. */
    private Account reachable(AuthenticatedAccount caller, String name) {
        return accounts.byName(name)
                .filter(account -> caller.account().administrator()
                        || account.id() == caller.account().id())
                .orElseThrow(() -> Sight.unknown("accounts/" + name));
    }

    private static TokenView view(Account account, AccessToken token, @Nullable String text) {
        return new TokenView(
                "%s/tokens/%s".formatted(resource(account), token.name()),
                token.createdAt(),
                token.expiresAt(),
                token.revokedAt(),
                text,
                token.revokedAt() == null ? List.of("revoke", "rotate") : List.of("rotate"));
    }

    private static String resource(Account account) {
        return "accounts/" + account.name();
    }
}
