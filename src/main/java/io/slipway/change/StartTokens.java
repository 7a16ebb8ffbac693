package io.slipway.change;

import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.project.Project;
import io.slipway.release.Digest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Single-use tokens that say who starts a process by a plain call of Camunda's REST API; only their hashes are kept. */
@Component
public class StartTokens {

    /** How long a token is good. */
    public static final Duration VALIDITY = Duration.ofHours(1);

    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    StartTokens(JdbcClient jdbc, Accounts accounts, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Make a token that is good for one start within an hour; it is shown this once. */
    public String mint(Account account, Project project) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String token = "sst_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                INSERT INTO start_token (hash, account, project, created_at, expires_at)
                VALUES (:hash, :account, :project, :now, :expires)
                """)
                .param("hash", Digest.of(token))
                .param("account", account.id())
                .param("project", project.id())
                .param("now", now)
                .param("expires", now.plus(VALIDITY))
                .update();
        return token;
    }

    /** Use a token up; empty if it is unknown, expired or was used before. */
    Optional<Account> use(String token, long processInstance) {
        return jdbc.sql("""
                        UPDATE start_token
                        SET used_at = :now, process_instance_key = :process
                        WHERE hash = :hash AND used_at IS NULL AND expires_at > :now
                        RETURNING account
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("hash", Digest.of(token))
                .param("process", processInstance)
                .query(Long.class)
                .optional()
                .flatMap(accounts::findById);
    }

    /** Return the process that has used a token up. */
    Optional<Long> usedBy(String token) {
        return jdbc.sql(
                        "SELECT process_instance_key FROM start_token WHERE hash = :hash AND process_instance_key IS NOT NULL")
                .param("hash", Digest.of(token))
                .query(Long.class)
                .optional();
    }
}
