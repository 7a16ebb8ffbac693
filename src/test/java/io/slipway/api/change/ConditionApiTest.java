package io.slipway.api.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.review.Issue;
import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** What a start waits for, and what was left out, over REST. */
@SlipwayTest
@Import(ChangeScenarioConfiguration.class)
class ConditionApiTest {

    private static final String SHOP = "/v1/projects/shop";
    private static final String DEV = SHOP + "/rollouts/2/stages/dev";
    private static final String ONE_OFF = """
            {"title": "Add a column", "sql": "ALTER TABLE a ADD b int;", "targets": ["orders"]}
            """;
    private static final String NAMED = "{\"issues\": [\"projects/shop/issues/1\"], \"gates\": [\"cab-7\"]}";

    @Autowired
    Caller api;

    @Autowired
    ChangeScenario scenario;

    private String ci = "";
    private String developer = "";
    private String releaser = "";

    @BeforeEach
    void open() {
        scenario.configured();
        ci = scenario.tokenOf("ci");
        developer = scenario.tokenOf("developer");
        releaser = scenario.tokenOf("releaser");
        api.post(SHOP + "/issues", developer, ONE_OFF);
        api.post(SHOP + "/issues", developer, ONE_OFF);
        scenario.checked(2, 0);
    }

    @Test
    void namesWhatAStartWaitsFor() {
        var forbidden = api.post(DEV + ":dependOn", developer, NAMED);
        var named = api.post(DEV + ":dependOn", releaser, NAMED);
        var again = api.post(DEV + ":dependOn", releaser, NAMED);
        var circle = api.post(SHOP + "/rollouts/1/stages/dev:dependOn", releaser, "{\"issues\": [\"2\"]}");

        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(named.status()).as(named.body().toString()).isEqualTo(200);
        assertThat(named.text("/conditions/0/name")).isEqualTo("projects/shop/issues/1");
        assertThat(named.text("/conditions/0/state")).isEqualTo("OPEN");
        assertThat(named.text("/conditions/1/kind")).isEqualTo("gate");
        assertThat(again.body().at("/conditions")).hasSize(2);
        assertThat(circle.status()).isEqualTo(409);
        assertThat(circle.text("/code")).isEqualTo("dependency-cycle");
    }

    @Test
    void letsAServiceOpenAGateOnce() {
        api.post(DEV + ":dependOn", releaser, NAMED);
        var stranger = api.post(DEV + "/gates/cab-7:open", scenario.stranger(), "{\"reason\": \"Yes.\"}");
        var creator = api.post(DEV + "/gates/cab-7:open", developer, "{\"reason\": \"Yes.\"}");
        var reasonless = api.post(DEV + "/gates/cab-7:open", ci, "");
        var opened = api.post(DEV + "/gates/cab-7:open", ci, "{\"reason\": \"Board said yes.\"}");
        var again = api.post(DEV + "/gates/cab-7:open", ci, "{\"reason\": \"Board said yes.\"}");
        var other = api.post(DEV + "/gates/cab-7:open", releaser, "{\"reason\": \"Me too.\"}");
        var unknown = api.post(DEV + "/gates/cab-8:open", ci, "{\"reason\": \"Yes.\"}");

        assertThat(List.of(stranger.status(), creator.status())).containsExactly(404, 403);
        assertThat(reasonless.text("/code")).isEqualTo("reason-missing");
        assertThat(opened.status()).as(opened.body().toString()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/conditions/1/openedBy")).isEqualTo("ci");
        assertThat(other.text("/code")).isEqualTo("gate-open");
        assertThat(unknown.status()).isEqualTo(404);
    }

    @Test
    void saysOnTheStageWhyItCameBackAndLetsItGoOn() {
        api.post(DEV + ":dependOn", releaser, "{\"issues\": [\"1\"]}");
        releasedAtOnce();
        var held = api.get(DEV, releaser);
        scenario.closed(1, Issue.Status.CANCELED, "Withdrawn.");
        releasedAtOnce();
        var lost = api.get(DEV, releaser);
        var reasonless = api.post(DEV + ":dropDependency", releaser, "{\"issues\": [\"1\"]}");
        var dropped = api.post(DEV + ":dropDependency", releaser, "{\"issues\": [\"1\"], \"reason\": \"Not needed.\"}");

        assertThat(held.text("/problem")).contains("'projects/shop/issues/1' must be done first");
        assertThat(lost.text("/problem")).contains("was cancelled");
        assertThat(reasonless.text("/code")).isEqualTo("reason-missing");
        assertThat(dropped.body().at("/conditions")).isEmpty();
    }

    private void releasedAtOnce() {
        scenario.released(scenario.stage(2, 0), null);
    }

    @Test
    void owesNothingWhereNothingWasLeftOut() {
        var opened = api.post(SHOP + "/issues/2:catchUp", developer, "");
        var waived = api.post(SHOP + "/issues/2:waiveCatchUp", releaser, "{\"reason\": \"Why not.\"}");

        assertThat(opened.text("/code")).isEqualTo("nothing-to-catch-up");
        assertThat(waived.text("/code")).isEqualTo("nothing-to-catch-up");
    }
}
