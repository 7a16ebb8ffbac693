package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Tokens;
import io.slipway.project.Accounts;
import io.slipway.project.ProjectFixtures;
import io.slipway.testing.Caller;
import io.slipway.testing.Caller.Answer;
import io.slipway.testing.SlipwayTest;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class ProblemsTest {

    private static final int SIXTY_MEGABYTES = 60 * 1024 * 1024;

    @Autowired
    Caller api;

    @Autowired
    Accounts accounts;

    @Autowired
    Tokens tokens;

    @Autowired
    JdbcClient jdbc;

    private String token = "";

    @BeforeEach
    void save() {
        var ann = accounts.save(ProjectFixtures.person("ann"));
        token = tokens.issue(ann, "test", null, ann).secret().text();
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().at("/status").asInt()).isEqualTo(status);
        assertThat(answer.text("/code")).isEqualTo(code);
        assertThat(answer.text("/type")).isEqualTo("urn:slipway:problem:" + code);
        assertThat(answer.text("/title")).isNotEmpty();
        assertThat(answer.text("/help")).isNotEmpty();
    }

    @Test
    void namesAnUnknownResource() {
        var answer = api.get("/v1/projects/nothing", token);

        assertProblem(answer, 404, "unknown-resource");
        assertThat(answer.text("/detail")).isEqualTo("There is no 'projects/nothing'.");
    }

    @Test
    void refusesAnUnknownPathAndAnUnknownMethod() {
        assertProblem(api.get("/v1/nothing", token), 404, "unknown-path");
        assertProblem(api.delete("/v1/me", token), 405, "method-not-allowed");
        assertProblem(api.post("/v1/configuration", token, "{}"), 405, "method-not-allowed");
    }

    @Test
    void refusesABodyThatIsNotWhatIsAskedFor() {
        assertProblem(api.post("/v1/accounts/ann/tokens", token, "{\"name\": "), 400, "request-unreadable");
        assertProblem(api.post("/v1/accounts/ann/tokens", token, ""), 400, "request-unreadable");
        var unknown = api.post("/v1/accounts/ann/tokens", token, "{\"name\": \"a\", \"expiry\": 1}");
        assertProblem(unknown, 400, "request-unreadable");
        assertThat(unknown.text("/detail")).isEqualTo("The request's body has an unknown key 'expiry'.");
        var invalid = api.post("/v1/accounts/ann/tokens", token, "{\"name\": \"a\", \"validForDays\": 0}");
        assertProblem(invalid, 422, "request-invalid");
        assertThat(invalid.text("/detail")).contains("'validForDays' must be greater than 0");
        assertProblem(
                api.call("POST", "/v1/accounts/ann/tokens", token, "text/plain", BodyPublishers.ofString("x")),
                415,
                "unsupported-media-type");
    }

    @Test
    void refusesAPageThatCannotBe() {
        assertProblem(api.get("/v1/projects?pageSize=0", token), 422, "page-size-invalid");
        assertProblem(api.get("/v1/projects?pageSize=many", token), 400, "bad-request");
        assertProblem(api.get("/v1/projects?pageToken=%3F", token), 422, "page-token-invalid");
        assertProblem(api.get("/v1/projects?pageToken=MTI", token), 422, "page-token-invalid");
    }

    @Test
    void refusesSixtyMegabytesAndNamesTheLimit() {
        var body = new byte[SIXTY_MEGABYTES];

        var declared = api.call(
                "POST", "/v1/accounts/ann/tokens", token, "application/json", BodyPublishers.ofByteArray(body));
        var streamed = api.call(
                "POST",
                "/v1/accounts/ann/tokens",
                token,
                "application/json",
                BodyPublishers.ofInputStream(Blanks::new));

        assertProblem(declared, 413, "body-too-large");
        assertThat(declared.text("/detail")).isEqualTo("The request's body is larger than 50 MB.");
        assertProblem(streamed, 413, "body-too-large");
    }

    /** Sixty megabytes of blanks, which JSON may begin with, of a length that nobody is told. */
    private static final class Blanks extends InputStream {

        private int left = SIXTY_MEGABYTES;

        @Override
        public int read() {
            return left-- > 0 ? ' ' : -1;
        }
    }

    @Test
    void tellsNothingOfWhatIsInsideWhenItFails() {
        jdbc.sql("ALTER TABLE environment RENAME TO environment_away").update();
        Answer answer;
        try {
            answer = api.get("/v1/environments", token);
        } finally {
            jdbc.sql("ALTER TABLE environment_away RENAME TO environment").update();
        }

        assertProblem(answer, 500, "internal-error");
        assertThat(answer.text("/id")).isNotEmpty();
        assertThat(answer.text("/detail")).contains(answer.text("/id")).doesNotContain("environment");
        assertThat(answer.body().propertyNames())
                .containsExactlyInAnyOrder("type", "title", "status", "detail", "instance", "code", "help", "id");
    }
}
