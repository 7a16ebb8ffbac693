package io.slipway.api.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Who approved the pull request, as a pipeline says when it opens an issue. */
@SlipwayTest
@Import(ChangeScenarioConfiguration.class)
class PullRequestApiTest {

    private static final String SHOP = "/v1/projects/shop";
    private static final String RELEASE = """
            {"files": [{"path": "V1__a.sql", "statement": "CREATE TABLE a ();"}], "vcsCommit": "4f1",
             "authors": [{"email": "owner@example.com", "name": "Olga"}]}
            """;
    private static final String ONE_OFF = """
            {"title": "Add a column", "sql": "ALTER TABLE a ADD b int;", "targets": ["orders"]}
            """;

    @Autowired
    Caller api;

    @Autowired
    ChangeScenario scenario;

    private String ci = "";

    @BeforeEach
    void configure() {
        scenario.configured();
        ci = scenario.tokenOf("ci");
    }

    @Test
    void recordsWhoApprovedThePullRequestAndCountsApproversWhoAreNoCreators() {
        var release = api.post(SHOP + "/releases", ci, RELEASE).text("/name");
        var body = """
                {"title": "Roll out", "release": "%s", "targets": ["everything"],
                 "pullRequestApprovers": ["Approver@example.com", "approver@example.com", "owner@example.com", "who@example.com"]}
                """.formatted(release);
        var ofPerson = api.post(SHOP + "/issues", scenario.tokenOf("developer"), body);
        var opened = api.post(SHOP + "/issues", ci, body);

        assertThat(ofPerson.status()).isEqualTo(403);
        assertThat(ofPerson.text("/code")).isEqualTo("pull-request-approvers-refused");
        assertThat(opened.body()
                        .at("/pullRequestApprovers")
                        .valueStream()
                        .map(approver -> approver.at("/email").asString() + " "
                                + approver.at("/member").asString("")))
                .containsExactly("Approver@example.com approver", "owner@example.com owner", "who@example.com ");
        assertThat(scenario.facts(1, 0).pullRequestApprovals())
                .as("the owner wrote the commit, and nobody knows who@example.com")
                .isEqualTo(1);
    }

    @Test
    void forgetsTheApprovalsOfThePullRequestWithAnEdit() {
        api.post(SHOP + "/issues", ci, ONE_OFF.replace("}", ", \"pullRequestApprovers\": [\"approver@example.com\"]}"));
        var before = scenario.facts(1, 0).pullRequestApprovals();
        var edited = api.call(
                "PATCH",
                SHOP + "/issues/1",
                ci,
                "application/json",
                BodyPublishers.ofString("{\"sql\": \"SELECT 1;\"}"));

        assertThat(before).isEqualTo(1);
        assertThat(edited.body().at("/pullRequestApprovers")).isEmpty();
        assertThat(scenario.facts(1, 0).pullRequestApprovals()).isZero();
    }
}
