package io.slipway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.project.ProjectFixtures;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SlipwayTest
class TokensTest {

    private static final String FIRST = "first-administrator-token-0123456789";
    private static final String SECOND = "second-administrator-token-012345678";

    @Autowired
    Tokens tokens;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    SettableClock clock;

    private Account ci = ProjectFixtures.person("ci");

    @BeforeEach
    void save() {
        ci = accounts.save(ci);
    }

    private void start(String administratorToken) {
        new AdministratorAccess(new AccessSettings(administratorToken), accounts, tokens, jdbc, transaction, clock)
                .run(new DefaultApplicationArguments());
    }

    @Test
    void keepsOnlyTheHashOfAToken() {
        var issued = tokens.issue(ci, "pipeline", null, ci);

        assertThat(tokens.account(issued.secret().text())).contains(ci);
        assertThat(jdbc.sql("SELECT t::text FROM access_token t")
                        .query(String.class)
                        .single())
                .doesNotContain(issued.secret().text().substring("slp_".length()))
                .contains(issued.secret().hash());
        assertThat(issued.toString()).doesNotContain(issued.secret().text());
    }

    @Test
    void endsATokenAtItsExpiry() {
        var text =
                tokens.issue(ci, "pipeline", Duration.ofHours(1), ci).secret().text();

        clock.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(tokens.account(text)).contains(ci);
        clock.advance(Duration.ofMillis(1));
        assertThat(tokens.account(text)).isEmpty();
    }

    @Test
    void rotatesATokenByIssuingItAnew() {
        var old = tokens.issue(ci, "pipeline", null, ci).secret().text();
        tokens.revoke(ci, "pipeline", ci);

        var renewed = tokens.issue(ci, "pipeline", null, ci).secret().text();

        assertThat(tokens.account(old)).isEmpty();
        assertThat(tokens.account(renewed)).contains(ci);
        assertThat(tokens.of(ci)).hasSize(1);
    }

    @Test
    void letsTheFirstAdministratorInByTheConfiguredTokenOnly() {
        start(FIRST);
        start(FIRST);
        start(SECOND);

        assertThat(tokens.account(FIRST)).isEmpty();
        assertThat(tokens.account(SECOND)).hasValueSatisfying(account -> {
            assertThat(account.name()).isEqualTo("administrator");
            assertThat(account.administrator()).isTrue();
        });
    }

    @Test
    void leavesTheAdministratorAloneWithoutAConfiguredToken() {
        start(" ");

        assertThat(accounts.byName("administrator")).isEmpty();
    }

    @Test
    void refusesAnAdministratorTokenThatCanBeGuessed() {
        assertThatThrownBy(() -> new AccessSettings("secret"))
                .hasMessageContaining("has fewer than 32 characters")
                .hasMessageNotContaining("secret;");
    }
}
