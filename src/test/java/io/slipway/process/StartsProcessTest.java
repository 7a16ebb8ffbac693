package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.change.StartTokens;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The ways in over Camunda's own REST API, and stages where nothing is left to do. */
@ProcessTest
class StartsProcessTest {

    @Autowired
    Shop shop;

    @Autowired
    StartTokens tokens;

    @Autowired
    Issues issues;

    @BeforeEach
    void startAnew() {
        shop.startAnew();
    }

    @Test
    @DisplayName("CI – a start token opens the issue as its owner at once; repeated, the start ends as already open")
    void opensByAStartToken() {
        String token = tokens.mint(shop.account("developer"), shop.project());
        var variables = new HashMap<String, Object>(Map.of(
                "project", "shop",
                "title", "By a token",
                "targets", "dev-1/orders_dev",
                "sql", "CREATE TABLE by_token (id int PRIMARY KEY)",
                "startToken", token));

        Issue issue = opened(Shop.startByRest("DatabaseChange", variables));
        shop.awaitStatus(issue, Issue.Status.DONE);
        assertThat(shop.completedByIssue(issue)).contains("IssueDone");
        assertThat(shop.value("orders_dev", "SELECT to_regclass('by_token')")).isEqualTo("by_token");

        long again = Shop.startByRest("DatabaseChange", variables);
        assertThat(shop.completed(again)).contains("AlreadyOpen");
        variables.put("title", "Something else by the same token");
        long other = Shop.startByRest("DatabaseChange", variables);
        assertThat(shop.completed(other)).contains("RequestRefused");
    }

    @Test
    @DisplayName(
            "Developer – a request with half its facts is corrected where it is confirmed, and the process goes on")
    void isCorrectedWhereItIsConfirmed() {
        long started = Shop.startByRest(
                "DatabaseChange",
                Map.of("project", "shop", "targets", "nowhere/else", "sql", "CREATE TABLE corrected (id int)"));
        var developer = shop.in("developer");
        Shop.decide(
                developer,
                developer.awaitTask(started, "ConfirmRequest"),
                Map.of("decision", "confirm", "title", "Corrected"));
        var again = developer.awaitTask(started, "ConfirmRequest");
        shop.awaitProblem("developer", again, "nowhere/else");

        Shop.decide(developer, again, Map.of("decision", "confirm", "targets", "dev-1/orders_dev"));

        Issue issue = opened(started);
        shop.awaitStatus(issue, Issue.Status.DONE);
        assertThat(issue.title()).isEqualTo("Corrected");
        assertThat(shop.value("orders_dev", "SELECT to_regclass('corrected')")).isEqualTo("corrected");
    }

    @Test
    @DisplayName("CI – a stage whose databases hold every version is passed without a question")
    void passesAStageWithNothingToDo() {
        var release = shop.release(Map.of("1__customer.sql", "CREATE TABLE customer (id bigint PRIMARY KEY);"));
        shop.awaitStatus(rollOut(release.name(), "dev-1/orders_dev"), Issue.Status.DONE);

        Issue issue = rollOut(release.name(), "dev-1/orders_dev, staging-1/orders_staging");

        shop.awaitStatus(issue, Issue.Status.DONE);
        assertThat(shop.ledger("orders_dev")).containsExactly("1");
        assertThat(shop.ledger("orders_staging")).containsExactly("1");
        assertThat(shop.taskState(issue, "orders_dev")).isEqualTo("DONE");
        assertThat(shop.jdbc()
                        .sql("SELECT count(*) FROM audit_event WHERE issue = :issue AND event = 'task-started'")
                        .param("issue", issue.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private Issue rollOut(String release, String targets) {
        return shop.open("ci", Map.of("project", "shop", "title", "Customers", "targets", targets, "release", release));
    }

    private Issue opened(long processInstance) {
        return Awaitility.await("an issue is opened")
                .atMost(java.time.Duration.ofMinutes(1))
                .until(
                        () -> shop.jdbc()
                                .sql("SELECT issue FROM process_binding WHERE process_instance_key = :key")
                                .param("key", processInstance)
                                .query(Long.class)
                                .optional()
                                .flatMap(issues::findById),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }
}
