package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Tokens;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.project.ProjectFixtures;
import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SlipwayTest
class EngineApiTest {

    @Autowired
    Caller api;

    @Autowired
    Accounts accounts;

    @Autowired
    Tokens tokens;

    private String token(boolean administrator) {
        var account = accounts.save(
                new Account(0, "caller", Account.Kind.PERSON, administrator, List.of(), ProjectFixtures.CREATED));
        return tokens.issue(account, "test", null, account).secret().text();
    }

    @Test
    void letsOnlyAdministratorsDealWithTheEngine() {
        var somebody = token(false);

        assertThat(List.of(
                        api.get("/v1/models", somebody),
                        api.post("/v1/models:upgrade", somebody, "{}"),
                        api.post("/v1/models:migrate", somebody, "{}"),
                        api.post("/v1/processes:resume", somebody, "{}")))
                .extracting(Caller.Answer::status)
                .containsOnly(403);
    }

    @Test
    void saysThatThereIsNoEngineWhereThereIsNone() {
        var administrator = token(true);

        assertThat(List.of(
                        api.get("/v1/models", administrator),
                        api.post("/v1/models:upgrade", administrator, "{}"),
                        api.post("/v1/models:migrate", administrator, "{}"),
                        api.post("/v1/processes:resume", administrator, "{\"force\": true}")))
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(409);
                    assertThat(answer.text("/code")).isEqualTo("no-engine");
                });
    }
}
