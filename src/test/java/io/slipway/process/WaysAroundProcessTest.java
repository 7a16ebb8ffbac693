package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.slipway.change.IssueCommands;
import io.slipway.embedded.EmbeddedPlatform;
import io.slipway.embedded.Http;
import io.slipway.embedded.TasklistTask;
import io.slipway.review.Issue;
import io.slipway.testing.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Law 6 in every way around Tasklist's pages: each ends in the same checks, and says why it was refused. */
@ProcessTest
class WaysAroundProcessTest {

    private static final String PROD = "prod-1/orders_prod";
    private static final String APPROVE = "ApproveChange";

    @Autowired
    Shop shop;

    @Autowired
    IssueCommands issues;

    @Autowired
    Models models;

    @Autowired
    CamundaClient client;

    @BeforeEach
    void startAnew() {
        shop.startAnew();
    }

    @AfterEach
    void standOnTheBundle() {
        models.upgrade();
    }

    /** Send to the user task API of the engine itself, which asks nobody who they are on 8.6. */
    private static void rest(TasklistTask task, String command, Map<String, ?> body) {
        Http.sendJson(
                "POST",
                EmbeddedPlatform.shared().restAddress().resolve("/v2/user-tasks/%s/%s".formatted(task.id(), command)),
                JsonMapper.shared().writeValueAsString(body));
    }

    private void completeByRest(TasklistTask task) {
        rest(task, "completion", Map.of("variables", Map.of("decision", "approve", "actor", "approver")));
        shop.in("approver").awaitEnd(task);
    }

    /**
     * Wait until the approver is asked anew, and why. Tasklist 8.6.0 goes on listing the tasks that a moved token has left:
     * the engine writes no record of their end.
     */
    private TasklistTask askedAgain(Issue issue, String because, TasklistTask... left) {
        var task = Waiting.forSome(
                Duration.ofMinutes(3),
                () -> shop.in("approver").openTasks(APPROVE, Map.of("issueId", String.valueOf(issue.id()))).stream()
                        .filter(open ->
                                Stream.of(left).noneMatch(old -> old.id().equals(open.id())))
                        .findFirst());
        shop.awaitProblem("approver", task, because);
        return task;
    }

    private void assertNothingWasDecided(Issue issue) {
        assertThat(shop.jdbc()
                        .sql("SELECT count(*) FROM approval")
                        .query(Long.class)
                        .single())
                .as(shop.story(issue))
                .isZero();
        assertThat(shop.taskState(issue, "orders_prod")).isEqualTo("NOT_STARTED");
        assertThat(shop.value("orders_prod", "SELECT to_regclass('around')")).isNull();
    }

    private Issue opened() {
        return shop.oneOff("Ways around", PROD, "CREATE TABLE around (id int PRIMARY KEY)");
    }

    private void withdraw(Issue issue) {
        issues.withdraw(shop.account("developer"), issue.id());
        shop.awaitStatus(issue, Issue.Status.CANCELED);
    }

    @Test
    @DisplayName(
            "Law 6 – an approval completed over Camunda's REST by nobody, or by the developer, is refused; so is a token that"
                    + " Operate moves past it, whatever the variables say")
    void refusesADirectCompletionVariablesAndMovedTokens() {
        Issue issue = opened();
        completeByRest(shop.awaitTask("approver", issue, APPROVE));

        var byDeveloper = askedAgain(issue, "It cannot be told which member decided.");
        rest(byDeveloper, "assignment", Map.of("assignee", "developer", "allowOverride", true));
        completeByRest(byDeveloper);

        var passed = askedAgain(issue, "'developer' is no approver of project 'shop'.");
        setEverything(passed);
        move(passed, "ConfirmRollout");

        var passedToTheWave =
                askedAgain(issue, "The process went on without an answer that Slipway has taken.", passed);
        setEverything(passedToTheWave);
        move(passedToTheWave, "RunWave");

        Waiting.until(Duration.ofMinutes(3), () -> shop.story(issue).contains("speaks for no wave of Slipway"));
        assertNothingWasDecided(issue);
        withdraw(issue);
    }

    /** What the gateways read, as somebody may write it in Operate. */
    private void setEverything(TasklistTask task) {
        client.newSetVariablesCommand(task.processInstanceKey())
                .variables(Map.of(
                        "nextDecision", "automatic",
                        "rolloutConfirmed", "yes",
                        "nextWave", "wave",
                        "waveRunId", UUID.randomUUID().toString(),
                        "decision", "approve",
                        "approvalPolicy", Map.of("row", "mine", "steps", List.of())))
                .send()
                .join();
    }

    /** Move the stage's token from the approval to another element, as Operate's process instance modification does. */
    private void move(TasklistTask task, String element) {
        client.newModifyProcessInstanceCommand(task.processInstanceKey())
                .activateElement(element)
                .and()
                .terminateElement(elementInstance(task))
                .send()
                .join();
    }

    private static long elementInstance(TasklistTask task) {
        var filter = Map.of("processInstanceKey", task.processInstanceKey(), "elementId", task.elementId());
        var found = Http.sendJson(
                "POST",
                EmbeddedPlatform.shared().restAddress().resolve("/v2/user-tasks/search"),
                JsonMapper.shared().writeValueAsString(Map.of("filter", filter)));
        return JsonMapper.shared()
                .readTree(found)
                .path("items")
                .valueStream()
                .filter(item -> item.path("state").asString().equals("CREATED"))
                .mapToLong(item -> item.path("elementInstanceKey").asLong())
                .max()
                .orElseThrow(() -> new AssertionError(found));
    }

    @Test
    @DisplayName(
            "Law 6 – a model drawn without the listener approves nothing: the question comes back and says what the model lacks")
    void refusesWhatAModelWithoutTheListenerSays() {
        deployWithoutListener();
        Issue issue = opened();

        Shop.decide(shop.in("approver"), shop.awaitTask("approver", issue, APPROVE), Map.of("decision", "approve"));

        askedAgain(issue, "its user tasks need the end listener that the bundled one has");
        assertNothingWasDecided(issue);
        withdraw(issue);
    }

    private void deployWithoutListener() {
        var bundle = Bundle.read().models();
        var command = client.newDeployResourceCommand()
                .addResourceBytes(
                        bytes(bundle.getFirst().text()), bundle.getFirst().file());
        for (var model : bundle.subList(1, bundle.size())) {
            String text = model.id().equals("StageRollout")
                    ? model.text()
                            .replaceFirst(
                                    "(?s)<zeebe:executionListeners>\\s*<[^>]*slipway.approveChange[^>]*>\\s*</zeebe:executionListeners>",
                                    "")
                    : model.text();
            command = command.addResourceBytes(bytes(text), model.file());
        }
        command.send().join();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
