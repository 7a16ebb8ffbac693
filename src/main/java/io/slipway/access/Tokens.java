package io.slipway.access;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.review.Audit;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Issues, recognises and revokes access tokens. */
@Service
public class Tokens {

    private final AccessTokens tokens;
    private final Accounts accounts;
    private final Audit audit;
    private final Clock clock;

    Tokens(AccessTokens tokens, Accounts accounts, Audit audit, Clock clock) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    /** A token together with its text, which cannot be had again. */
    public record Issued(AccessToken token, Secret secret) {}

    /** Issue a token under a name; one that the account already has under it ends now: that is how to rotate. */
    @Transactional
    public Issued issue(Account account, String name, @Nullable Duration validFor, Account by) {
        var secret = Secret.random();
        var token = keep(account, name, secret, validFor);
        audit.record(new Audit.Event("TokenIssued", by.name(), null, subject(account, name), Map.of()));
        return new Issued(token, secret);
    }

    /** Revoke the token of that name. */
    @Transactional
    public void revoke(Account account, String name, Account by) {
        var token = tokens.byName(account.id(), name)
                .orElseThrow(() -> new RejectedException(
                        RejectedException.Reason.NOT_FOUND,
                        "unknown-token",
                        "Account '%s' has no token '%s'.".formatted(account.name(), name),
                        "List the account's tokens and name one of them."));
        tokens.save(token.revoked(clock.instant()));
        audit.record(new Audit.Event("TokenRevoked", by.name(), null, subject(account, name), Map.of()));
    }

    /** Return the tokens of an account, ended ones too, by name. */
    public List<AccessToken> of(Account account) {
        return tokens.ofAccount(account.id());
    }

    /** Return the account whose good token this is. */
    public Optional<Account> account(String text) {
        return tokens.byHash(new Secret(text).hash())
                .filter(token -> token.isGood(clock.instant()))
                .flatMap(token -> accounts.findById(token.account()));
    }

    /** Make the text the account's token under that name, whatever was there before. */
    @Transactional
    void adopt(Account account, String name, String text) {
        var secret = new Secret(text);
        var same = tokens.byName(account.id(), name)
                .filter(token -> token.hash().equals(secret.hash()) && token.isGood(clock.instant()));
        if (same.isEmpty()) {
            keep(account, name, secret, null);
            audit.record(new Audit.Event("TokenIssued", "slipway", null, subject(account, name), Map.of()));
        }
    }

    private AccessToken keep(Account account, String name, Secret secret, @Nullable Duration validFor) {
        var now = clock.instant();
        var expiry = validFor == null ? null : now.plus(validFor);
        return tokens.save(tokens.byName(account.id(), name)
                .map(old -> old.renewed(secret.hash(), now, expiry))
                .orElseGet(() -> new AccessToken(0, account.id(), name, secret.hash(), now, expiry, null)));
    }

    private static String subject(Account account, String name) {
        return "accounts/%s/tokens/%s".formatted(account.name(), name);
    }
}
