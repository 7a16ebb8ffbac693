package io.slipway.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.slipway.embedded.TasklistTask;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;

/** A person in front of Tasklist's pages, in a browser window of their own. */
final class TasklistPage implements AutoCloseable {

    private static final double PATIENCE = 30_000;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final URI address;
    private final BrowserContext context;
    private final Page page;
    private final List<String> dialogs = new ArrayList<>();

    private TasklistPage(URI address, BrowserContext context) {
        this.address = address;
        this.context = context;
        this.page = context.newPage();
        page.setDefaultTimeout(PATIENCE);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        page.onDialog(dialog -> {
            dialogs.add(dialog.message());
            dialog.dismiss();
        });
    }

    /** Open a window whose clock is in a zone and log in; the samples' passwords are their names. */
    static TasklistPage logIn(Browser browser, URI address, String person, ZoneId zone) {
        var options = new Browser.NewContextOptions()
                .setViewportSize(1280, 1250)
                .setPermissions(List.of("notifications"))
                .setLocale("en-US")
                .setTimezoneId(zone.getId());
        var window = new TasklistPage(address, browser.newContext(options));
        window.page.navigate(address.resolve("/tasklist").toString());
        window.page.getByLabel("Username").fill(person);
        window.page
                .getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                .fill(person);
        window.button("Login").click();
        return window;
    }

    /** Open a task from the list at the left. */
    void open(TasklistTask task) {
        var entry = page.locator("a[href*='" + task.id() + "']").first();
        entry.waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
        entry.click();
        page.waitForURL("**/" + task.id() + "**");
        assertThat(form()).isVisible();
    }

    /** Return what the list at the left says of a task. */
    String card(TasklistTask task) {
        return page.getByTestId("task-" + task.id()).innerText();
    }

    /** Open a process's start form from the Processes tab, past the notice that the first visitor gets. */
    void openStartForm(String process) {
        page.addLocatorHandler(
                page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Continue").setExact(true)),
                Locator::click);
        page.navigate(address.resolve("/tasklist/processes").toString());
        var tile = page.getByTestId("process-tile")
                .filter(new Locator.FilterOptions().setHasText(process))
                .first();
        tile.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Start process"))
                .click();
        assertThat(form()).isVisible();
    }

    /** Submit the open start form, and wait for Tasklist's word that the process has started. */
    void start() {
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Start process"))
                .press("Enter");
        assertThat(page.getByText("Process has started")).isVisible();
    }

    /** Wait until the open form shows a text. */
    void awaitText(String text) {
        assertThat(form()).containsText(text);
    }

    void assignToMe() {
        button("Assign to me").click();
        assertThat(button("Unassign")).isVisible();
    }

    /** Write into a field of the form and leave it; the label of one that is required ends in a star. */
    void write(String label, String text) {
        field(label).fill(text);
        field(label).blur();
    }

    /** Choose one of several answers by its label, or tick a box: the theme hides the buttons themselves. */
    void choose(String option) {
        if (!field(option).isChecked()) {
            form().getByText(option, new Locator.GetByTextOptions().setExact(true))
                    .click();
        }
        assertThat(field(option)).isChecked();
    }

    /** Fill the two inputs of the form's date and time as the browser's locale writes them. */
    void enter(LocalDateTime time) {
        var day = form().getByPlaceholder("mm/dd/yyyy");
        var date = time.format(DateTimeFormatter.ofPattern("MM/dd/yyyy", Locale.US));
        var hour = form().getByPlaceholder("hh:mm");
        var hours = time.format(DateTimeFormatter.ofPattern("HH:mm", Locale.US));
        day.fill(date);
        day.blur();
        assertThat(day).hasValue(date);
        hour.fill(hours);
        hour.blur();
        assertThat(day).hasValue(date);
        assertThat(hour).hasValue(hours);
    }

    /**
     * Complete the open task and wait for Tasklist's word that it is. By the keyboard: leaving a field may move what is
     * below it, and a click that begins on the button then ends beside it.
     *
     * @return what the form finds wrong instead, or nothing
     * @throws AssertionError if Tasklist refuses
     */
    List<String> complete() {
        var answers = new LinkedBlockingQueue<Response>();
        page.onResponse(response -> {
            if (response.url().endsWith("/complete")) {
                answers.add(response);
            }
        });
        button("Complete Task").press("Enter");
        page.waitForCondition(() -> !answers.isEmpty() || errors().count() > 0);
        var answer = answers.poll();
        if (answer == null) {
            return errors().allInnerTexts();
        }
        if (!answer.ok()) {
            throw new AssertionError("Tasklist answered %d: %s".formatted(answer.status(), answer.text()));
        }
        assertThat(button("Complete Task")).isHidden();
        return List.of();
    }

    /** Return the value of a field of the form. */
    String value(String label) {
        return field(label).inputValue();
    }

    /** Return what the open form shows, without the values of its fields. */
    String text() {
        return form().innerText();
    }

    /** Return how many elements of the open form a selector finds. */
    int count(String selector) {
        return form().locator(selector).count();
    }

    /** Return the messages of the dialogs that scripts have opened in this window. */
    List<String> dialogs() {
        return List.copyOf(dialogs);
    }

    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    private Locator form() {
        return page.locator(".fjs-form").first();
    }

    private Locator errors() {
        return form().locator(".fjs-form-field-error");
    }

    private Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Override
    public void close() {
        context.close();
    }
}
