package io.slipway.access;

import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.review.Audit;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is logged in to the web pages. A session is a random secret of which only the hash is kept, in PostgreSQL: any of several servers
 * knows it without stickiness, a restart loses none, and unlike a signed cookie it can be ended. It stands on its access token, which is
 * looked at anew with each request.
 */
@Service
public class WebSessions {

    private static final Duration LONGEST = Duration.ofHours(12);

    private final AccessTokens tokens;
    private final Accounts accounts;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    WebSessions(AccessTokens tokens, Accounts accounts, Audit audit, JdbcClient jdbc, Clock clock) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Open a session for whoever holds this token; empty if it is not good, whatever is wrong with it. */
    @Transactional
    public Optional<Secret> open(String token) {
        return tokens.byHash(new Secret(token).hash())
                .filter(it -> it.isGood(clock.instant()))
                .map(this::open);
    }

    private Secret open(AccessToken token) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var secret = Secret.random();
        jdbc.sql("DELETE FROM web_session WHERE expires_at <= :now")
                .param("now", now)
                .update();
        jdbc.sql("""
                INSERT INTO web_session (hash, access_token, token_hash, created_at, expires_at)
                VALUES (:hash, :token, :tokenHash, :now, :expiry)
                """)
                .param("hash", secret.hash())
                .param("token", token.id())
                .param("tokenHash", token.hash())
                .param("now", now)
                .param("expiry", now.plus(LONGEST))
                .update();
        record("SessionOpened", token);
        return secret;
    }

    /** Return whose session this is, unless it or its token has ended. */
    public Optional<Account> account(String session) {
        return token(session).flatMap(token -> accounts.findById(token.account()));
    }

    /** End a session; one that has ended already stays so. */
    @Transactional
    public void end(String session) {
        token(session).ifPresent(token -> record("SessionEnded", token));
        jdbc.sql("DELETE FROM web_session WHERE hash = :hash")
                .param("hash", new Secret(session).hash())
                .update();
    }

    private Optional<AccessToken> token(String session) {
        var now = clock.instant();
        return tokens.ofSession(new Secret(session).hash(), now).filter(token -> token.isGood(now));
    }

    private void record(String event, AccessToken token) {
        var account = accounts.findById(token.account()).orElseThrow().name();
        audit.record(new Audit.Event(
                event, account, null, "accounts/%s/tokens/%s".formatted(account, token.name()), Map.of()));
    }
}
