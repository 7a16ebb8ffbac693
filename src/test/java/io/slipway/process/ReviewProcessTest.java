package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.change.IssueCommands;
import io.slipway.review.Issue;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The ways back from reviewers and releasers to the creators. */
@ProcessTest
class ReviewProcessTest {

    private static final String PROD = "prod-1/orders_prod";

    @Autowired
    Shop shop;

    @Autowired
    IssueCommands commands;

    @BeforeEach
    void startAnew() {
        shop.startAnew();
    }

    @Test
    @DisplayName(
            "Approver – asks for changes, gets them, and an edit by the API meanwhile makes the approval void again")
    void asksForChangesAndDecidesOnEveryEdit() {
        Issue issue = shop.oneOff("Remarks", PROD, "CREATE TABLE remark (id int)");
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "requestChanges", "comment", "no key"));
        shop.decide(
                "developer",
                issue,
                "EditChange",
                Map.of(
                        "decision", "edit",
                        "title", "Remarks with a key",
                        "sql", "CREATE TABLE remark (id int PRIMARY KEY)"));
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "approve"));
        shop.awaitTask("releaser", issue, "ReleaseStage");

        commands.edit(shop.account("developer"), issue.id(), "CREATE TABLE remark (id bigint PRIMARY KEY)");
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "approve"));
        shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "now"));

        assertThat(shop.awaitStatus(issue, Issue.Status.DONE).title()).isEqualTo("Remarks with a key");
        assertThat(shop.completedByIssue(issue)).contains("EditChange", "IssueChanged", "IssueDone");
        assertThat(shop.ledger("orders_prod")).containsExactly("issue/" + issue.number() + ".3");
        assertThat(shop.value(
                        "orders_prod",
                        "SELECT atttypid::regtype FROM pg_attribute"
                                + " WHERE attrelid = 'remark'::regclass AND attname = 'id'"))
                .isEqualTo("bigint");
    }

    @Test
    @DisplayName("Releaser – stops above the ceiling, and the developer gives the change up")
    void stopsAboveTheCeilingAndIsWithdrawn() {
        Issue issue = shop.open(
                "developer",
                Map.of(
                        "project", "shop",
                        "title", "Only in development",
                        "targets", "dev-1/orders_dev, staging-1/orders_staging",
                        "targetStage", "dev",
                        "sql", "CREATE TABLE dev_only (id int PRIMARY KEY)"));

        shop.decide("releaser", issue, "HoldForPromotion", Map.of("decision", "stop"));
        shop.decide("developer", issue, "EditChange", Map.of("decision", "withdraw", "comment", "not needed"));

        shop.awaitStatus(issue, Issue.Status.CANCELED);
        assertThat(shop.completedByIssue(issue)).contains("EditChange", "IssueCanceled");
        assertThat(shop.value("orders_dev", "SELECT to_regclass('dev_only')")).isEqualTo("dev_only");
        assertThat(shop.value("orders_staging", "SELECT to_regclass('dev_only')"))
                .isNull();
        assertThat(shop.taskState(issue, "orders_staging")).isEqualTo("NOT_STARTED");
    }
}
