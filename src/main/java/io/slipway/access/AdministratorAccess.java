package io.slipway.access;

import io.slipway.project.Account;
import io.slipway.project.Accounts;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Ensures at start that the account 'administrator' has exactly the configured token, so that the first file can be applied. */
@Component
@EnableConfigurationProperties(AccessSettings.class)
class AdministratorAccess implements ApplicationRunner {

    private static final String NAME = "administrator";
    private static final String TOKEN = "bootstrap";

    private final AccessSettings settings;
    private final Accounts accounts;
    private final Tokens tokens;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AdministratorAccess(
            AccessSettings settings,
            Accounts accounts,
            Tokens tokens,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock) {
        this.settings = settings;
        this.accounts = accounts;
        this.tokens = tokens;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        var token = settings.administratorToken();
        if (token != null && !token.isBlank()) {
            transaction.executeWithoutResult(status -> {
                jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('slipway administrator'))")
                        .query()
                        .listOfRows();
                tokens.adopt(administrator(), TOKEN, token.strip());
            });
        }
    }

    private Account administrator() {
        var found = accounts.byName(NAME);
        if (found.isPresent() && found.get().administrator()) {
            return found.get();
        }
        return accounts.save(new Account(
                found.map(Account::id).orElse(0L),
                NAME,
                Account.Kind.SERVICE,
                true,
                found.map(Account::emails).orElse(List.of()),
                found.map(Account::createdAt).orElseGet(clock::instant)));
    }
}
