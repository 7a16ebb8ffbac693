package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.review.Issue;
import io.slipway.sample.Sample;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A release goes from a commit to every database. */
@ProcessTest
class ReleaseProcessTest {

    @Autowired
    Shop shop;

    @BeforeEach
    void startAnew() {
        shop.startAnew();
    }

    @Test
    @DisplayName("CI – dev and staging go by policy, prod after approval and release, every database once")
    void goesToEveryDatabase() {
        var release = shop.release(Map.of(
                "1__customer.sql", "CREATE TABLE customer (id bigint PRIMARY KEY, email text NOT NULL);",
                "2__customer_email.sql", "CREATE UNIQUE INDEX CONCURRENTLY customer_email ON customer (email);"));

        var issue = shop.open(
                "ci",
                Map.of("project", "shop", "title", "Customers", "targets", "everything", "release", release.name()));
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "approve", "comment", "fine"));
        assertThat(shop.ledger("orders_staging")).containsExactly("1", "2");
        shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "now"));

        shop.awaitStatus(issue, Issue.Status.DONE);
        assertThat(Sample.DATABASES).allSatisfy(database -> {
            assertThat(shop.ledger(database)).containsExactly("1", "2");
            assertThat(
                            shop.value(
                                    database,
                                    "SELECT count(*) FROM pg_index WHERE indexrelid = 'customer_email'::regclass AND indisvalid"))
                    .isEqualTo("1");
        });
    }
}
