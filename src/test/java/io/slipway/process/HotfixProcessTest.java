package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.change.CatchUpOpening;
import io.slipway.review.Issue;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A hotfix through the whole flow: left out on one word, then caught up. */
@ProcessTest
class HotfixProcessTest {

    @Autowired
    Shop shop;

    @Autowired
    CatchUpOpening opening;

    @BeforeEach
    void startAnew() {
        shop.startAnew();
    }

    @Test
    @DisplayName("Releaser – leaves development and testing out with one word in Tasklist; a catch-up brings it there")
    void isLeftOutAndCaughtUp() {
        Issue issue = shop.open(
                "developer",
                Map.of(
                        "project", "shop",
                        "title", "Production is down",
                        "labels", "hotfix",
                        "targets", "dev-1/orders_dev, staging-1/orders_staging",
                        "sql", "CREATE TABLE hotfix (id int PRIMARY KEY)"));
        shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "leaveOut", "reason", "production is down"));

        shop.awaitStatus(issue, Issue.Status.DONE);
        assertThat(shop.taskState(issue, "orders_dev")).isEqualTo("SKIPPED");
        assertThat(shop.taskState(issue, "orders_staging")).isEqualTo("SKIPPED");

        Issue catchUp = opening.open(shop.account("developer"), issue.id());
        shop.awaitStatus(catchUp, Issue.Status.DONE);
        assertThat(shop.ledger("orders_dev")).containsExactly("issue/" + issue.number() + ".1");
        assertThat(shop.value("orders_staging", "SELECT to_regclass('hotfix')")).isEqualTo("hotfix");
    }
}
