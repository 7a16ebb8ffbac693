package io.slipway.process;

import static io.camunda.process.test.api.EmbeddedCamundaAssert.assertThatInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.process.test.api.EmbeddedCamundaAssert;
import io.slipway.change.IssueCommands;
import io.slipway.embedded.EmbeddedPlatform;
import io.slipway.review.Issue;
import io.slipway.rollout.Schedules;
import io.slipway.rollout.WaveAnswers;
import io.slipway.rollout.condition.Promotion;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The ways back and around: promotion, a new time, withdrawal, and processes that somebody starts by plain REST. */
@ProcessTest
class LoopsProcessTest {

    @Autowired
    Shop shop;

    @Autowired
    IssueCommands commands;

    @Autowired
    Promotion promotion;

    @Autowired
    WaveAnswers waveAnswers;

    @Autowired
    Schedules schedules;

    @Autowired
    Clock clock;

    @BeforeEach
    void startAnew() {
        shop.startAnew();
    }

    @Test
    @DisplayName("Releaser – a stage above the ceiling waits for a promotion, in Tasklist or by the API")
    void waitsForPromotionAboveTheCeiling() {
        var inTasklist = openAboveCeiling("Promoted in Tasklist", "hold_a");
        shop.decide(
                "releaser",
                inTasklist,
                "HoldForPromotion",
                Map.of("decision", "promote", "comment", "dev has run it for a week"));
        shop.awaitStatus(inTasklist, Issue.Status.DONE);
        assertThat(shop.comments(inTasklist)).containsExactly("releaser: dev has run it for a week");

        var byApi = openAboveCeiling("Promoted by the API", "hold_b");
        shop.awaitTask("releaser", byApi, "HoldForPromotion");
        assertThat(shop.value("orders_staging", "SELECT to_regclass('hold_b')")).isNull();
        promotion.promote(shop.stageOf(byApi, "staging"), shop.account("releaser"));
        shop.awaitStatus(byApi, Issue.Status.DONE);

        assertThat(shop.value("orders_staging", "SELECT to_regclass('hold_b')")).isEqualTo("hold_b");
    }

    private Issue openAboveCeiling(String title, String table) {
        return shop.open(
                "developer",
                Map.of(
                        "project", "shop",
                        "title", title,
                        "targets", "dev-1/orders_dev, staging-1/orders_staging",
                        "targetStage", "dev",
                        "sql", "CREATE TABLE %s (id int PRIMARY KEY)".formatted(table)));
    }

    @Test
    @DisplayName("Releaser, developer – a start is moved and cancelled by the API, then the change is withdrawn")
    void isMovedCancelledAndWithdrawnByTheApi() {
        Issue issue = shop.open(
                "developer",
                Map.of(
                        "project", "shop",
                        "title", "Never mind",
                        "targets", "prod-1/orders_prod",
                        "sql", "CREATE TABLE never_mind (id int PRIMARY KEY)"));
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "approve"));
        shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "at", "startAt", in(3600)));
        var first = shop.awaitTask("releaser", issue, "CancelOrReschedule");

        waveAnswers.reschedule(
                standing(issue), shop.account("releaser"), clock.instant().plusSeconds(7200), "later");
        shop.in("releaser").awaitEnd(first);
        shop.awaitTask("releaser", issue, "CancelOrReschedule");
        waveAnswers.cancel(standing(issue), shop.account("releaser"), "not at all");
        shop.awaitTask("releaser", issue, "ReleaseStage");
        commands.withdraw(shop.account("developer"), issue.id());

        shop.awaitStatus(issue, Issue.Status.CANCELED);
        assertThat(shop.taskState(issue, "orders_prod")).isEqualTo("CANCELED");
        assertThat(shop.value("orders_prod", "SELECT to_regclass('never_mind')"))
                .isNull();
    }

    @Test
    @DisplayName("Anybody – a process started by plain REST is confirmed, corrected or ends, and takes no one's issue")
    void refusesWhatPlainRestLeavesOut() {
        var platform = EmbeddedPlatform.shared();
        EmbeddedCamundaAssert.readFrom(platform.operateAddress());
        long incomplete = Shop.startByRest("DatabaseChange", Map.of("project", "shop"));
        var user = shop.in("developer");
        Shop.decide(user, user.awaitTask(incomplete, "ConfirmRequest"), Map.of("decision", "confirm"));
        Awaitility.await("the refusal is kept").until(() -> problem(incomplete).contains("has no title"));
        Shop.decide(user, user.awaitTask(incomplete, "ConfirmRequest"), Map.of("decision", "withdraw"));
        assertThatInstance(incomplete).isCompleted();

        Issue issue = shop.open(
                "developer",
                Map.of(
                        "project", "shop",
                        "title", "Mine",
                        "targets", "prod-1/orders_prod",
                        "sql", "CREATE TABLE mine (id int PRIMARY KEY)"));
        shop.awaitTask("approver", issue, "ApproveChange");
        long thief = Shop.startByRest("DatabaseChange", Map.of("issueId", String.valueOf(issue.id())));
        assertThatInstance(thief).isCompleted().hasCompletedElements("Already open");
        commands.withdraw(shop.account("developer"), issue.id());
        shop.awaitStatus(issue, Issue.Status.CANCELED);
    }

    private String problem(long processInstance) {
        return shop.jdbc()
                .sql("SELECT problem FROM change_request WHERE process_instance_key = :key")
                .param("key", processInstance)
                .query(String.class)
                .single();
    }

    private java.util.UUID standing(Issue issue) {
        return schedules.firstOfIssue(issue.id()).orElseThrow().id();
    }

    private String in(int seconds) {
        return OffsetDateTime.ofInstant(clock.instant().plusSeconds(seconds), ZoneOffset.UTC)
                .withNano(0)
                .toString();
    }
}
