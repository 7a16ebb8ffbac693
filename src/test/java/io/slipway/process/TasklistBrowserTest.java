package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.embedded.EmbeddedPlatform;
import io.slipway.embedded.TasklistTask;
import io.slipway.review.Issue;
import io.slipway.rollout.WaveAnswers;
import io.slipway.testing.Chromium;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Tasklist's own pages with our forms, in a real browser, from the approver's click to the schedule in PostgreSQL. */
@ProcessTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TasklistBrowserTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String TITLE = "Keep notes on orders";
    private static final String SQL = """
            CREATE TABLE order_note (
                id   bigint PRIMARY KEY,
                text text NOT NULL
            );
            DROP TABLE IF EXISTS order_note_draft;
            -- <img src=x onerror=alert(1)>""";

    @Autowired
    Shop shop;

    @Autowired
    WaveAnswers waves;

    @Autowired
    Clock clock;

    private @Nullable Chromium chromium;

    @BeforeAll
    void startBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    void endBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void startAnew() {
        shop.startAnew();
    }

    @Test
    @DisplayName(
            "Approver, releaser – a one-off that drops a table is read, approved and scheduled in Tasklist's own pages")
    void isApprovedAndScheduledInTasklist() {
        var tomorrow = clock.instant().atZone(BERLIN).toLocalDate().plusDays(1).atTime(LocalTime.of(22, 0));
        Issue issue = shop.open(
                "developer", Map.of("project", "shop", "title", TITLE, "targets", "prod-1/orders_prod", "sql", SQL));

        at("approver", issue, "ApproveChange", page -> {
            assertThat(page.text())
                    .contains(TITLE, "prod-1/orders_prod", "Findings", "not started", "WARNING avoid-drop-table")
                    .doesNotContain("The checks found nothing.", "Your last answer was not accepted");
            assertThat(page.value("SQL")).contains(SQL);
            assertThat(page.count("img")).as("images from the SQL").isZero();
            page.choose("Approve");
        });
        shop.decide("owner", issue, "ApproveChange", Map.of("decision", "approve"));
        at("releaser", issue, "ReleaseStage", page -> {
            assertThat(page.text()).contains(TITLE, "prod-1/orders_prod", "approver");
            page.choose("At a time");
            page.enter(tomorrow);
            page.choose("Rollout anyway, in spite of the findings");
            page.write("Reason*", "the table was never used");
        });

        shop.awaitTask("releaser", issue, "CancelOrReschedule");
        assertThat(shop.taskState(issue, "orders_prod")).isEqualTo("PENDING");
        assertThat(approvals(issue)).containsExactly("approver APPROVE", "owner APPROVE");
        Schedule schedule = schedule(issue);
        assertThat(schedule.status()).isEqualTo("SCHEDULED");
        assertThat(schedule.startsAt()).isEqualTo(tomorrow.atZone(BERLIN).toInstant());
        assertThat(shop.ledger("orders_prod")).isEmpty();

        waves.cancel(schedule.id(), shop.account("releaser"), "only a test");
        shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "back", "reason", "only a test"));
        shop.decide("developer", issue, "EditChange", Map.of("decision", "withdraw"));
        shop.awaitStatus(issue, Issue.Status.CANCELED);
    }

    /** Log in as a person, open a task, take it, answer it and complete it; no script of what others typed may run. */
    private void at(String person, Issue issue, String element, Consumer<TasklistPage> answer) {
        TasklistTask task = shop.awaitTask(person, issue, element);
        shop.in(person).variable(task, "view");
        try (var page = TasklistPage.logIn(
                Objects.requireNonNull(chromium).browser(),
                EmbeddedPlatform.shared().tasklistAddress(),
                person,
                BERLIN)) {
            try {
                page.open(task);
                page.awaitText(TITLE);
                page.screenshot(element + "-opened");
                page.assignToMe();
                answer.accept(page);
                page.screenshot(element + "-answered");
                if (!page.complete().isEmpty()) {
                    page.screenshot(element + "-not-taken");
                    answer.accept(page);
                    assertThat(page.complete())
                            .as("what the form does not take")
                            .isEmpty();
                }
                shop.in(person).awaitEnd(task);
            } finally {
                page.screenshot(element + "-left");
            }
            assertThat(page.dialogs()).isEmpty();
        }
    }

    private List<String> approvals(Issue issue) {
        return shop.jdbc()
                .sql("""
                        SELECT a.name || ' ' || ap.decision
                        FROM approval ap
                        JOIN account a ON a.id = ap.account
                        JOIN stage s ON s.id = ap.stage
                        JOIN rollout r ON r.id = s.rollout
                        WHERE r.issue = :issue
                        ORDER BY ap.step
                        """)
                .param("issue", issue.id())
                .query(String.class)
                .list();
    }

    private Schedule schedule(Issue issue) {
        return shop.jdbc()
                .sql("""
                        SELECT sc.id, sc.status, sc.starts_at
                        FROM schedule sc
                        JOIN wave w ON w.id = sc.wave
                        JOIN stage s ON s.id = w.stage
                        JOIN rollout r ON r.id = s.rollout
                        WHERE r.issue = :issue
                        """)
                .param("issue", issue.id())
                .query((row, number) -> new Schedule(
                        row.getObject("id", UUID.class),
                        row.getString("status"),
                        row.getObject("starts_at", OffsetDateTime.class).toInstant()))
                .single();
    }

    private record Schedule(UUID id, String status, Instant startsAt) {}
}
