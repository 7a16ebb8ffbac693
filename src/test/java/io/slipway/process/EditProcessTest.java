package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.change.DivergenceCommands;
import io.slipway.review.Issue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The files of a release are edited in Tasklist when a part of the targets has them. */
@ProcessTest
class EditProcessTest {

    @Autowired
    Shop shop;

    @Autowired
    DivergenceCommands decisions;

    @Test
    @DisplayName(
            "Developer – edits a release's file after prod asked for it; dev is diverged, accepted, and all ends well")
    void editsAReleaseInTasklistAndSettlesWhatDevelopmentHas() {
        shop.startAnew();
        var release = shop.release(Map.of("V1__note.sql", "CREATE TABLE note (id int);"));
        Issue issue = shop.open(
                "developer",
                Map.of(
                        "project", "shop",
                        "title", "Notes",
                        "targets", "dev-1/orders_dev, prod-1/orders_prod",
                        "release", release.name()));
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "requestChanges", "comment", "bigint"));

        shop.decide(
                "developer",
                issue,
                "EditChange",
                Map.of(
                        "decision",
                        "edit",
                        "title",
                        "Notes",
                        "files",
                        List.of(Map.of("path", "V1__note.sql", "statement", "CREATE TABLE note (id bigint);"))));
        var refused = shop.awaitTask("releaser", issue, "ReleaseStage");
        decisions.acceptAsEqual(
                shop.account("releaser"), issue.id(), List.of("dev-1/orders_dev"), "Nobody stores anything there.");
        shop.in("releaser").awaitEnd(refused);
        shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "now"));
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "approve"));
        shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "now"));

        shop.awaitStatus(issue, Issue.Status.DONE);
        assertThat(shop.completedByIssue(issue)).contains("EditChange", "IssueChanged", "IssueDone");
        assertThat(shop.ledger("orders_prod")).containsExactly("1");
        assertThat(type("orders_prod")).isEqualTo("bigint");
        assertThat(type("orders_dev")).isEqualTo("integer");
    }

    private String type(String database) {
        return String.valueOf(shop.value(
                database,
                "SELECT atttypid::regtype FROM pg_attribute WHERE attrelid = 'note'::regclass AND attname = 'id'"));
    }
}
