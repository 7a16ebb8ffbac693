package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.embedded.EmbeddedPlatform;
import io.slipway.embedded.TasklistTask;
import io.slipway.review.Issue;
import io.slipway.testing.Chromium;
import java.time.Clock;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private static final String FIRST_SQL = "CREATE TABLE order_note (id bigint, text text NOT NULL);";
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
            "The whole story in Tasklist's own pages – a developer asks, an approver wants a key, the developer edits,"
                    + " approver and owner approve, a releaser schedules, cancels and then starts it at once")
    void isToldInTasklist() {
        var tomorrow = clock.instant().atZone(BERLIN).toLocalDate().plusDays(1).atTime(LocalTime.of(22, 0));
        Issue issue = asked();

        at("approver", issue, "ApproveChange", page -> {
            assertThat(page.text()).contains(TITLE, "prod-1/orders_prod", "The checks found nothing.");
            page.choose("Request changes");
            page.write("Comment", "It needs a primary key.");
        });
        at("developer", issue, "EditChange", page -> {
            assertThat(page.value("Changes asked for")).contains("It needs a primary key.");
            page.choose("Edit the change");
            page.write("SQL", SQL);
        });
        at("approver", issue, "ApproveChange", "WARNING avoid-drop-table", page -> {
            assertThat(page.text())
                    .contains(TITLE, "prod-1/orders_prod", "Findings", "not started")
                    .doesNotContain("The checks found nothing.");
            assertThat(page.value("SQL")).contains(SQL);
            assertThat(page.value("Said by its people")).contains("after eight in the evening");
            assertThat(page.count("img")).as("images from the SQL").isZero();
            page.choose("Approve");
        });
        shop.decide("owner", issue, "ApproveChange", Map.of("decision", "approve"));
        at("releaser", issue, "ReleaseStage", page -> {
            assertThat(page.text()).contains(TITLE, "prod-1/orders_prod", "approver");
            page.choose("At a time");
            page.enter(tomorrow);
            overrideTheFindings(page);
        });
        at("releaser", issue, "CancelOrReschedule", page -> {
            assertThat(shop.taskState(issue, "orders_prod")).isEqualTo("PENDING");
            assertThat(starts(issue))
                    .containsExactly("SCHEDULED " + tomorrow.atZone(BERLIN).toInstant());
            page.choose("Cancel all of this stage that waits: back to the releaser");
            page.write("Reason", "orders are quiet now");
        });
        at("releaser", issue, "ReleaseStage", "orders are quiet now", page -> {
            assertThat(shop.ledger("orders_prod")).isEmpty();
            page.choose("Now");
            overrideTheFindings(page);
        });

        shop.awaitStatus(issue, Issue.Status.DONE);
        assertThat(decisions(issue)).containsExactly("approver REQUEST_CHANGES", "approver APPROVE", "owner APPROVE");
        assertThat(shop.ledger("orders_prod")).containsExactly("issue/" + issue.number() + ".2");
        assertThat(shop.value("orders_prod", "SELECT to_regclass('order_note')"))
                .isEqualTo("order_note");
    }

    private static void overrideTheFindings(TasklistPage page) {
        page.choose("Rollout anyway, in spite of the findings");
        page.write("Reason*", "the table was never used");
    }

    /** The developer fills the start form and confirms that it is theirs. */
    private Issue asked() {
        shop.in("developer").awaitProcess("DatabaseChange");
        try (var page = logIn("developer")) {
            page.openStartForm("Database change");
            page.write("Project*", "shop");
            page.write("Title*", TITLE);
            page.write("Targets*", "prod-1/orders_prod");
            page.write("Labels", "rollout:night");
            page.write("SQL", FIRST_SQL);
            page.write("Comment", "after eight in the evening, please");
            page.screenshot("RequestChange-answered");
            page.start();
        }
        var task = shop.in("developer").awaitTask("ConfirmRequest", Map.of());
        answer(
                "developer",
                task,
                "ConfirmRequest",
                "Slipway needs to know who asks",
                page -> page.choose("Confirm the request"));
        return shop.awaitOpened(task.processInstanceKey());
    }

    private TasklistPage logIn(String person) {
        return TasklistPage.logIn(
                Objects.requireNonNull(chromium).browser(),
                EmbeddedPlatform.shared().tasklistAddress(),
                person,
                BERLIN);
    }

    private void at(String person, Issue issue, String element, Consumer<TasklistPage> answer) {
        at(person, issue, element, TITLE, answer);
    }

    private void at(String person, Issue issue, String element, String shown, Consumer<TasklistPage> answer) {
        answer(person, shop.awaitTask(person, issue, element), element, shown, answer);
    }

    /**
     * Open a task, wait until its form shows a text, take it, answer it and complete it; no script of what others typed may
     * run. The form takes in what is typed with a delay: where it misses an answer it gets it again, as from a person.
     */
    private void answer(String person, TasklistTask task, String element, String shown, Consumer<TasklistPage> answer) {
        shop.in(person).variable(task, "view");
        try (var page = logIn(person)) {
            try {
                page.open(task);
                page.awaitText(shown);
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

    private List<String> decisions(Issue issue) {
        return shop.jdbc()
                .sql("""
                        SELECT a.name || ' ' || ap.decision
                        FROM approval ap
                        JOIN account a ON a.id = ap.account
                        JOIN stage s ON s.id = ap.stage
                        JOIN rollout r ON r.id = s.rollout
                        WHERE r.issue = :issue
                        ORDER BY ap.id
                        """)
                .param("issue", issue.id())
                .query(String.class)
                .list();
    }

    private List<String> starts(Issue issue) {
        return shop.jdbc()
                .sql("""
                        SELECT sc.status, sc.starts_at
                        FROM schedule sc
                        JOIN wave w ON w.id = sc.wave
                        JOIN stage s ON s.id = w.stage
                        JOIN rollout r ON r.id = s.rollout
                        WHERE r.issue = :issue
                        """)
                .param("issue", issue.id())
                .query((row, number) -> row.getString("status") + " "
                        + row.getObject("starts_at", OffsetDateTime.class).toInstant())
                .list();
    }
}
