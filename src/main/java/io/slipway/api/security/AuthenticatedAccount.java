package io.slipway.api.security;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import java.security.Principal;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** The account that the caller's token or session proved. */
public record AuthenticatedAccount(Account account) implements Principal {

    /** Make this account the caller of the request that is being answered. */
    public void enter() {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(this, null, List.of()));
        SecurityContextHolder.setContext(context);
    }

    @Override
    public String getName() {
        return account.name();
    }

    /** Refuse unless the account is an administrator. */
    public void requireAdministrator() {
        if (!account.administrator()) {
            throw new RejectedException(
                    RejectedException.Reason.FORBIDDEN,
                    "administrator-required",
                    "'%s' is no administrator.".formatted(account.name()),
                    "Ask an administrator of Slipway to do this.");
        }
    }
}
