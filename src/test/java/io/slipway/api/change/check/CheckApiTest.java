package io.slipway.api.change.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.api.change.ChangeScenario;
import io.slipway.api.change.ChangeScenarioConfiguration;
import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may have files checked, and what is refused; what a check finds is tested by the client's command. */
@SlipwayTest
@Import(ChangeScenarioConfiguration.class)
class CheckApiTest {

    private static final String CHECK = "/v1/projects/shop/releases:check";
    private static final String BODY = """
            {"files": [{"path": "V1__a.sql", "statement": "CREATE TABLE a ();"}], "targets": ["dev-1/orders_dev"],
             "commit": "4f1", "url": "https://example.com/pull/1"}
            """;

    @Autowired
    Caller api;

    @Autowired
    ChangeScenario scenario;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void configure() {
        scenario.configured();
    }

    @Test
    void answersMembersWhoMayReleaseFiles() {
        var ci = api.post(CHECK, scenario.tokenOf("ci"), BODY);
        var owner = api.post(CHECK, scenario.tokenOf("owner"), BODY);
        var approver = api.post(CHECK, scenario.tokenOf("approver"), BODY);
        var stranger = api.post(CHECK, scenario.stranger(), BODY);
        var elsewhere = api.post("/v1/projects/other/releases:check", scenario.tokenOf("ci"), BODY);
        var nobody = api.post(CHECK, null, BODY);

        assertThat(ci.status()).as(ci.body().toString()).isEqualTo(200);
        assertThat(owner.status()).isEqualTo(200);
        assertThat(approver.status()).isEqualTo(403);
        assertThat(approver.text("/code")).isEqualTo("role-missing");
        assertThat(stranger.status()).isEqualTo(404);
        assertThat(elsewhere.status()).isEqualTo(404);
        assertThat(nobody.status()).isEqualTo(401);
    }

    @Test
    void tellsOfATargetThatCannotBeReached() {
        var answer = api.post(CHECK, scenario.tokenOf("ci"), BODY);

        assertThat(answer.text("/targets/0/target")).isEqualTo("instances/dev-1/databases/orders_dev");
        assertThat(answer.text("/targets/0/risk")).isEqualTo("unknown");
        assertThat(answer.body().at("/targets/0").has("affectedRows")).isFalse();
        assertThat(answer.body().at("/errors").asInt()).isEqualTo(1);
        assertThat(answer.text("/findings/0/target")).isEqualTo("instances/dev-1/databases/orders_dev");
        assertThat(answer.text("/digest")).hasSize(64);
    }

    @Test
    void keepsOneResultOfTheSameFiles() {
        var first = api.post(CHECK, scenario.tokenOf("ci"), BODY);
        var again = api.post(CHECK, scenario.tokenOf("ci"), BODY.replace("4f1", "5a2"));
        var track =
                api.post(CHECK, scenario.tokenOf("ci"), BODY.replace("\"files\"", "\"track\": \"stock\", \"files\""));

        assertThat(again.text("/digest")).isEqualTo(first.text("/digest")).isNotEqualTo(track.text("/digest"));
        assertThat(jdbc.sql("SELECT track || ' ' || vcs_commit FROM release_check ORDER BY track")
                        .query(String.class)
                        .list())
                .containsExactly("shop 5a2", "stock 4f1");
    }

    @Test
    void refusesWhatCannotBeChecked() {
        var token = scenario.tokenOf("ci");

        assertThat(api.post(CHECK, token, BODY.replaceFirst("\\[\\{.*?}]", "[]"))
                        .text("/code"))
                .isEqualTo("no-files");
        assertThat(api.post(CHECK, token, BODY.replace("dev-1/orders_dev", "dev-1/nobody"))
                        .status())
                .isEqualTo(422);
        assertThat(api.post(CHECK, token, BODY.replace("[\"dev-1/orders_dev\"]", "[]"))
                        .text("/code"))
                .isEqualTo("targets-missing");
        assertThat(api.post(CHECK, token, BODY.replace("[\"dev-1/orders_dev\"]", "[null]"))
                        .status())
                .isEqualTo(422);
        assertThat(api.post(CHECK, token, BODY.replace("https:", "javascript:")).text("/code"))
                .isEqualTo("check-request-invalid");
        assertThat(api.post(CHECK, token, BODY.replace("4f1", "f".repeat(3_000)))
                        .text("/detail"))
                .isEqualTo("'commit' has 3000 characters, more than 2000.");
        assertThat(api.post(CHECK, token, "{}").status()).isEqualTo(422);
    }

    @Test
    void refusesMoreTargetsThanAnAnswerCanWaitFor() {
        jdbc.sql(
                        "UPDATE database SET schemas = ARRAY(SELECT 's' || i FROM generate_series(1, 501) i) WHERE name = 'orders_dev'")
                .update();

        var answer = api.post(CHECK, scenario.tokenOf("ci"), BODY);

        assertThat(answer.text("/code")).isEqualTo("too-many-targets");
        assertThat(answer.text("/detail")).startsWith("The names stand for 501 targets, more than the 500");
    }
}
