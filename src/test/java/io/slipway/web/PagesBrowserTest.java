package io.slipway.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.slipway.review.Comments;
import io.slipway.review.Issue;
import io.slipway.rollout.FlowByHand;
import io.slipway.testing.Caller;
import io.slipway.testing.Chromium;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** The pages as a person uses them, in a real browser with scripts on: whatever people typed, none runs. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class, ShownChange.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesBrowserTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String TITLE = "Keep notes on orders";
    private static final String BEFORE = """
            CREATE TABLE order_note (
                id   bigint PRIMARY KEY,
                text text NOT NULL
            );
            DROP TABLE IF EXISTS order_note_draft;
            """;
    private static final String AFTER = """
            -- one note belongs to one order
            CREATE TABLE order_note (
                id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                text       text NOT NULL,
                written_at timestamptz NOT NULL DEFAULT now()
            );
            DROP TABLE IF EXISTS order_note_draft;
            CREATE INDEX order_note_written ON order_note (written_at);
            """;

    @Autowired
    ShownChange change;

    @Autowired
    Caller api;

    @Autowired
    Comments comments;

    @Autowired
    SettableClock clock;

    private @Nullable Chromium chromium;
    private final List<String> faults = new ArrayList<>();

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
        clock.set(Instant.parse("2026-03-02T10:00:00Z"));
        change.flow().startAnew();
        faults.clear();
    }

    private Issue opened() {
        var issue = change.opened(Map.of(
                "project",
                "shop",
                "title",
                TITLE,
                "description",
                "Support wants to write down what customers say about an order.\nNot before the newsletter of Tuesday.",
                "impact",
                "Support's desk only.",
                "labels",
                "rollout:night, support",
                "targets",
                "orders",
                "sql",
                BEFORE));
        change.commented(issue, "approver", "When was a note written? Please add a column.");
        change.edited(issue, AFTER);
        change.commented(issue, "developer", "Added, with an index.");
        change.done(issue);
        change.done(issue);
        var stage = change.asked(issue);
        change.approved(stage, "approver");
        return issue;
    }

    @Test
    @DisplayName("Releaser – follows a link to a change, logs in, reads it, comments and logs out")
    void isReadAndCommented() {
        var issue = opened();
        try (var window = window(1280, 1250, ColorScheme.LIGHT)) {
            var page = page(window);
            page.navigate(address("/projects/shop/issues/1"));
            assertThat(page.getByRole(AriaRole.HEADING)).hasText("Log in");
            screenshot(page, "page-login", false);
            page.getByLabel("Access token").fill("no token");
            button(page, "Log in").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("does not let you in");
            page.getByLabel("Access token").fill(change.tokenOf("releaser"));
            button(page, "Log in").click();

            assertThat(page.locator("h1")).containsText(TITLE);
            assertThat(page.locator(".asks")).containsText("prod: an owner to decide, step 2 of 2");
            page.locator("details:has(summary:has-text('Log:'))")
                    .first()
                    .locator("summary")
                    .click();
            assertThat(page.locator(".log").first()).containsText("CREATE INDEX order_note_written");
            screenshot(page, "page-issue", false);
            screenshot(page, "page-issue-whole", true);
            page.getByLabel("Your comment").fill("Tonight at ten?\n<script>alert(1)</script>");
            button(page, "Comment").click();
            assertThat(page.locator(".comment").last()).containsText("<script>alert(1)</script>");
            assertThat(page).hasURL(address("/projects/shop/issues/1#comments"));

            page.locator(".path a:text-is('shop')").click();
            assertThat(page.getByRole(AriaRole.ROW)).hasCount(2);
            screenshot(page, "page-list", false);
            button(page, "Log out").click();
            page.navigate(address("/projects/shop/issues/1"));
            assertThat(page.getByRole(AriaRole.HEADING)).hasText("Log in");
        }

        assertThat(comments.findByIssueOrderById(issue.id())).hasSize(3);
        assertThat(faults).isEmpty();
    }

    @Test
    @DisplayName("Approver – reads a change on a narrow screen and in the dark, without anything sticking out")
    void fitsNarrowAndDark() {
        opened();
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (var window = window(390, 844, scheme)) {
                var page = page(window);
                page.navigate(address("/projects/shop/issues/1"));
                page.getByLabel("Access token").fill(change.tokenOf("approver"));
                button(page, "Log in").click();
                assertThat(page.locator("h1")).containsText(TITLE);
                screenshot(page, "page-issue-narrow-" + scheme.name().toLowerCase(Locale.ROOT), true);
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .as("width of the page on a narrow screen")
                        .isEqualTo(390);
            }
        }

        assertThat(faults).isEmpty();
    }

    private String address(String path) {
        return api.address().resolve(path).toString();
    }

    private BrowserContext window(int width, int height, ColorScheme scheme) {
        return Objects.requireNonNull(chromium)
                .browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(scheme)
                        .setLocale("en-US"));
    }

    /** Open a page that keeps what a browser complains of: scripts' dialogs, refused contents, failed requests. */
    private Page page(BrowserContext window) {
        var page = window.newPage();
        page.onDialog(dialog -> {
            faults.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())
                    && !message.text().contains("401")) {
                faults.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> faults.add("error: " + error));
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void screenshot(Page page, String name, boolean whole) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(whole));
    }
}
