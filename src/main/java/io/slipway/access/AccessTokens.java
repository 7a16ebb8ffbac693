package io.slipway.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The tokens of all accounts. */
interface AccessTokens extends ListCrudRepository<AccessToken, Long> {

    @Query("""
            SELECT *
            FROM access_token
            WHERE hash = :hash
            """)
    Optional<AccessToken> byHash(String hash);

    /** Return the token that a session of the web pages stands on, unless the session is over or the token was renewed since. */
    @Query("""
            SELECT t.*
            FROM access_token t
            JOIN web_session s ON s.access_token = t.id AND s.token_hash = t.hash
            WHERE s.hash = :session
              AND s.expires_at > :now
            """)
    Optional<AccessToken> ofSession(String session, Instant now);

    @Query("""
            SELECT *
            FROM access_token
            WHERE account = :account
              AND name = :name
            FOR UPDATE
            """)
    Optional<AccessToken> byName(long account, String name);

    @Query("""
            SELECT *
            FROM access_token
            WHERE account = :account
            ORDER BY name
            """)
    List<AccessToken> ofAccount(long account);
}
