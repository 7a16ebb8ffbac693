package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Tokens;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.project.ProjectFixtures;
import io.slipway.testing.Caller;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@SlipwayTest
class ApiSecurityTest {

    private static final String NO_TOKEN = "The request has no valid access token.";

    @Autowired
    Caller api;

    @Autowired
    Accounts accounts;

    @Autowired
    Tokens tokens;

    @Autowired
    SettableClock clock;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    private Account ci = ProjectFixtures.person("ci");

    @BeforeEach
    void save() {
        ci = accounts.save(ci);
    }

    private String token(String name) {
        return tokens.issue(ci, name, Duration.ofDays(1), ci).secret().text();
    }

    @Test
    void demandsATokenForEveryMappedPathButThePages() {
        var open = new TreeSet<String>();
        var asked = 0;
        for (var mapped : mapping.getHandlerMethods().entrySet()) {
            if (mapped.getValue().getBeanType().getPackageName().startsWith("io.slipway.web")) {
                continue;
            }
            var info = mapped.getKey();
            var methods = info.getMethodsCondition().getMethods();
            for (var path : info.getPatternValues()) {
                var method = methods.isEmpty()
                        ? RequestMethod.GET
                        : methods.iterator().next();
                var answer = api.call(
                        method.name(),
                        path.replaceAll("[{][^}]*}", "x"),
                        null,
                        "application/json",
                        BodyPublishers.noBody());
                asked++;
                if (answer.status() != 401) {
                    open.add(method + " " + path + " " + answer.status());
                }
            }
        }

        assertThat(asked).isGreaterThan(10);
        assertThat(open).isEmpty();
    }

    @Test
    void demandsATokenForPathsThatAreNotThere() {
        assertThat(api.get("/v1/nothing", null).status()).isEqualTo(401);
        assertThat(api.get("/v1/openapi", null).status()).isEqualTo(401);
        assertThat(api.get("/actuator", null).status()).isEqualTo(401);
        assertThat(api.get("/actuator/env", null).status()).isEqualTo(401);
        assertThat(api.get("/login/x", null).status()).isEqualTo(401);
    }

    @Test
    void tellsItsHealthToAnybodyAndNothingElse() {
        var health = api.get("/actuator/health", null);

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.text("/status")).isEqualTo("UP");
        assertThat(health.body().has("components")).isFalse();
    }

    @Test
    void takesABearerTokenOrTheSameAsPassword() {
        var token = token("pipeline");
        var basic = Base64.getEncoder().encodeToString(("ci:" + token).getBytes(StandardCharsets.UTF_8));

        assertThat(api.get("/v1/me", token).text("/name")).isEqualTo("accounts/ci");
        assertThat(api.authorized("/v1/me", "Basic " + basic).text("/name")).isEqualTo("accounts/ci");
    }

    @Test
    void tellsTheSameOfMissingWrongExpiredAndRevokedTokens() {
        var expired = token("expired");
        clock.advance(Duration.ofDays(1));
        var revoked = token("revoked");
        tokens.revoke(ci, "revoked", ci);
        var good = token("good");
        var other = Base64.getEncoder().encodeToString(("other:" + good).getBytes(StandardCharsets.UTF_8));

        for (var authorization : new String[] {
            "Bearer " + expired,
            "Bearer " + revoked,
            "Bearer wrong",
            "Bearer ",
            "Basic " + other,
            "Basic %%%",
            "Digest x"
        }) {
            var answer = api.authorized("/v1/me", authorization);
            assertThat(answer.status()).as(authorization).isEqualTo(401);
            assertThat(answer.text("/detail")).isEqualTo(NO_TOKEN);
            assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.response().headers().firstValue("WWW-Authenticate"))
                    .hasValue("Bearer");
        }
        assertThat(api.get("/v1/me", null).body())
                .isEqualTo(api.get("/v1/me", "wrong").body());
    }

    @Test
    void describesItselfToThoseWhoAreKnown() {
        var description = api.get("/v1/openapi", token("reader"));

        assertThat(description.status()).isEqualTo(200);
        assertThat(description.body().at("/paths").has("/v1/configuration")).isTrue();
    }
}
