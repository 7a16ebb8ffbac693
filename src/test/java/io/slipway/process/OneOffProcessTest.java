package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.change.IssueCommands;
import io.slipway.failure.RejectedException;
import io.slipway.review.Issue;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** SQL typed into an issue, from Tasklist's start form to the timer that starts it. */
@ProcessTest
class OneOffProcessTest {

    @Autowired
    Shop shop;

    @Autowired
    IssueCommands commands;

    @Autowired
    Clock clock;

    @BeforeEach
    void startAnew() {
        shop.startAnew();
    }

    @Test
    @DisplayName("Developer – one-off is scheduled, locked, cancelled, edited, approved again and started by the timer")
    void isScheduledCancelledEditedAndStartedByTheTimer() {
        Issue issue = shop.startInTasklist(
                "developer",
                Map.of(
                        "project", "shop",
                        "title", "Add a note to orders",
                        "labels", "rollout:night",
                        "targets", "prod-1/orders_prod",
                        "sql", "CREATE TABLE note (id bigint PRIMARY KEY)"));
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "approve"));
        shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "at", "startAt", in(3600)));

        shop.awaitTask("releaser", issue, "CancelOrReschedule");
        assertThatThrownBy(() -> commands.edit(shop.account("developer"), issue.id(), "SELECT 1"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("is scheduled for")
                .extracting("code")
                .isEqualTo("rollout-locked");
        shop.decide("releaser", issue, "CancelOrReschedule", Map.of("decision", "cancel", "reason", "not tonight"));
        shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "back", "reason", "add the text"));
        shop.decide(
                "developer",
                issue,
                "EditChange",
                Map.of(
                        "decision", "edit",
                        "title", "Add a note to orders",
                        "sql", "CREATE TABLE note (id bigint PRIMARY KEY, text text)"));
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "approve"));
        shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "at", "startAt", in(15)));

        shop.awaitStatus(issue, Issue.Status.DONE);
        assertThat(shop.ledger("orders_prod")).containsExactly("issue/" + issue.number() + ".2");
        assertThat(shop.value(
                        "orders_prod",
                        "SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute"
                                + " WHERE attrelid = 'note'::regclass AND attnum > 0"))
                .isEqualTo("id,text");
    }

    @Test
    @DisplayName("Approver – own change is refused, another approver's rejection ends the issue")
    void refusesToApproveOnesOwnChange() {
        Issue issue = shop.startInTasklist(
                "developer",
                Map.of(
                        "project", "shop",
                        "title", "Drop nothing",
                        "targets", "prod-1/orders_prod",
                        "sql", "CREATE TABLE nothing (id bigint PRIMARY KEY)"));

        shop.decide("developer", issue, "ApproveChange", Map.of("decision", "approve"));
        var again = shop.awaitTask("approver", issue, "ApproveChange");
        shop.awaitProblem("approver", again, "'developer' is no approver");
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "reject", "comment", "no"));

        shop.awaitStatus(issue, Issue.Status.CANCELED);
        assertThat(shop.taskState(issue, "orders_prod")).isEqualTo("NOT_STARTED");
        assertThat(shop.value("orders_prod", "SELECT to_regclass('nothing')")).isNull();
    }

    @Test
    @DisplayName("Releaser – a failed target is retried after mending, then skipped with a reason")
    void resolvesFailures() {
        shop.sample().targets().execute(shop.sample().url("orders_prod"), "CREATE SCHEMA slipway_was_not_here");
        Issue issue = shop.startInTasklist(
                "developer",
                Map.of(
                        "project", "shop",
                        "title", "Divide",
                        "targets", "prod-1/orders_prod, prod-1/customers_prod",
                        "sql",
                                "DO $$ BEGIN IF current_database() = 'orders_prod' THEN RAISE EXCEPTION 'not here'; END IF; END $$"));
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "approve"));
        shop.decide("owner", issue, "ApproveChange", Map.of("decision", "approve"));
        shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "now"));
        shop.decide("releaser", issue, "ResolveFailures", Map.of("decision", "retry"));
        shop.decide("releaser", issue, "ResolveFailures", Map.of("decision", "skip", "reason", "not needed there"));

        shop.awaitStatus(issue, Issue.Status.DONE);
        assertThat(shop.taskState(issue, "orders_prod")).isEqualTo("SKIPPED");
        assertThat(shop.taskState(issue, "customers_prod")).isEqualTo("DONE");
        assertThat(shop.ledger("customers_prod")).containsExactly("issue/" + issue.number() + ".1");
    }

    private String in(int seconds) {
        return OffsetDateTime.ofInstant(clock.instant().plusSeconds(seconds), ZoneOffset.UTC)
                .withNano(0)
                .toString();
    }
}
