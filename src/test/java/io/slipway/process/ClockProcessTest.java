package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.slipway.review.Issue;
import io.slipway.target.Rows;
import io.slipway.testing.TestOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Schedules that lie a day ahead; the broker's clock and ours are moved together. */
@ProcessTest
@Order(TestOrder.CLOCK)
class ClockProcessTest {

    @Autowired
    Shop shop;

    @Autowired
    ProcessClock clock;

    @Autowired
    Models models;

    @Autowired
    CamundaClient client;

    @BeforeEach
    void startAnew() {
        shop.startAnew();
    }

    @Test
    @DisplayName("Releaser – what is scheduled for tomorrow starts then, and not before")
    void startsAtItsTime() {
        Instant tomorrow = clock.instant().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        Issue issue = scheduled("Tomorrow", "CREATE TABLE tomorrow (id int PRIMARY KEY)", tomorrow);
        assertThat(shop.taskState(issue, "orders_prod")).isEqualTo("PENDING");

        clock.advance(Duration.ofDays(1));

        shop.awaitStatus(issue, Issue.Status.DONE);
        assertThat(shop.completedByWave(issue)).contains("StartTimeReached", "WaveDone");
        assertThat(shop.value("orders_prod", "SELECT to_regclass('tomorrow')")).isEqualTo("tomorrow");
        assertThat(startedAt(issue)).isBetween(tomorrow, tomorrow.plus(Duration.ofMinutes(5)));
    }

    @Test
    @DisplayName("Releaser – a start that was missed by hours comes back, with the approvals kept")
    void givesAMissedStartBack() {
        Instant soon = clock.instant().plus(Duration.ofMinutes(30)).truncatedTo(ChronoUnit.SECONDS);
        Issue issue = scheduled("Missed", "CREATE TABLE missed (id int PRIMARY KEY)", soon);

        clock.advance(Duration.ofHours(3));
        var again = shop.awaitTask("releaser", issue, "ReleaseStage");

        shop.awaitProblem("releaser", again, "was missed by more than 60 minutes");
        assertThat(shop.taskState(issue, "orders_prod")).isEqualTo("CANCELED");
        shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "now"));
        shop.awaitStatus(issue, Issue.Status.DONE);
        assertThat(shop.ledger("orders_prod")).containsExactly("issue/" + issue.number() + ".1");
    }

    @Test
    @DisplayName(
            "Platform engineer – an upgrade leaves what is scheduled and what runs to the models that they began with")
    void upgradesWithOneIssueScheduledAndOneRunning() throws SQLException {
        deployEarlierModels();
        Instant tomorrow = clock.instant().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        Issue scheduled = scheduled("Upgraded later", "CREATE TABLE later (id int PRIMARY KEY)", tomorrow);
        try (var gate = shop.sample().targets().connect(shop.sample().url("orders_dev"))) {
            Rows.number(gate, "SELECT 1 FROM (SELECT pg_advisory_lock(4711)) AS held");
            Issue running = shop.oneOff(
                    "Upgraded now",
                    "dev-1/orders_dev",
                    "CREATE TABLE now_running (id int PRIMARY KEY);\nSELECT pg_advisory_xact_lock(4711);");
            shop.awaitTaskState(running, "orders_dev", "RUNNING");

            models.upgrade();

            Rows.number(gate, "SELECT 1 FROM (SELECT pg_advisory_unlock(4711)) AS free");
            shop.awaitStatus(running, Issue.Status.DONE);
        }
        clock.advance(Duration.ofDays(1));
        shop.awaitStatus(scheduled, Issue.Status.DONE);
        assertThat(shop.completedByWave(scheduled)).contains("StartTimeReached", "WaveDone");
        assertThat(shop.value("orders_dev", "SELECT to_regclass('now_running')"))
                .isEqualTo("now_running");
        assertThat(shop.value("orders_prod", "SELECT to_regclass('later')")).isEqualTo("later");
    }

    /** Other texts of the same models, as those of a version before would be. */
    private void deployEarlierModels() {
        var bundle = Bundle.read();
        var command = client.newDeployResourceCommand()
                .addResourceBytes(
                        earlier(bundle.models().getFirst()),
                        bundle.models().getFirst().file());
        for (var model : bundle.models().subList(1, bundle.models().size())) {
            command = command.addResourceBytes(earlier(model), model.file());
        }
        command.send().join();
    }

    private static byte[] earlier(Bundle.Model model) {
        return (model.isForm() ? model.text() : model.text() + "\n<!-- of the version before -->\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Issue scheduled(String title, String sql, Instant startAt) {
        Issue issue = shop.oneOff(title, "prod-1/orders_prod", sql);
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "approve"));
        shop.decide(
                "releaser",
                issue,
                "ReleaseStage",
                Map.of(
                        "start",
                        "at",
                        "startAt",
                        startAt.atOffset(ZoneOffset.UTC).toString()));
        shop.awaitTask("releaser", issue, "CancelOrReschedule");
        return issue;
    }

    private Instant startedAt(Issue issue) {
        return shop.jdbc()
                .sql("SELECT at FROM audit_event WHERE issue = :issue AND event = 'wave-started'")
                .param("issue", issue.id())
                .query(java.time.OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
