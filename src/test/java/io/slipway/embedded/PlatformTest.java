package io.slipway.embedded;

import static io.camunda.process.test.api.EmbeddedCamundaAssert.assertThatInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.EmbeddedCamundaAssert;
import io.slipway.testing.TestOrder;
import io.slipway.testing.Waiting;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Order(TestOrder.CLOCK + 1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlatformTest {

    private static final Platform PLATFORM = EmbeddedPlatform.shared();

    private static final CamundaClient CLIENT = CamundaClient.newClientBuilder()
            .grpcAddress(PLATFORM.gatewayGrpc())
            .restAddress(PLATFORM.restAddress())
            .preferRestOverGrpc(false)
            .build();

    @BeforeAll
    static void deploy() {
        var form = CLIENT.newDeployResourceCommand()
                .addResourceFromClasspath("embedded/two-steps.bpmn")
                .addResourceFromClasspath("embedded/two-steps-decide.form")
                .send()
                .join()
                .getForm()
                .getFirst();
        PLATFORM.awaitForm("TwoStepsDecide");
        PLATFORM.awaitForm(form.getFormKey());
    }

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"developer", "approver", "releaser", "owner"})
    void letsEachSamplePersonLogIn(String name) {
        assertThat(PLATFORM.tasklistUser(name).currentUser()).isEqualTo(name);
    }

    @Test
    void refusesAWrongPassword() {
        assertThatThrownBy(() -> TasklistUser.logIn(PLATFORM.tasklistAddress(), "approver", "wrong"))
                .hasMessageContaining("401");
    }

    @Test
    void letsAPersonStartAProcessAndDecide() {
        var key = PLATFORM.tasklistUser("developer").startProcess("TwoSteps", Map.of("title", "Add a column"));
        var approver = PLATFORM.tasklistUser("approver");

        var task = approver.awaitTask(key, "Decide");

        assertThat(task.candidateGroups()).containsExactly("approvers");
        assertThat(approver.form(task).path("id").asString()).isEqualTo("TwoStepsDecide");
        assertThat(approver.variable(task, "title").asString()).isEqualTo("Add a column");
        approver.decide(task, Map.of("decision", "approve"));
        approver.awaitEnd(task);
        assertThat(approver.task(task.id()).assignee()).contains("approver");
        assertThat(approver.openTasks(key)).isEmpty();
    }

    @Test
    void findsATaskByAVariableAndKeepsItForWhoeverTookIt() {
        start("Drop an index");
        var approver = PLATFORM.tasklistUser("approver");
        var releaser = PLATFORM.tasklistUser("releaser");

        var task = approver.assignToMe(approver.awaitTask("Decide", Map.of("title", "Drop an index")));

        assertThatThrownBy(() -> releaser.complete(task, Map.of()))
                .hasMessageContaining("Task is not assigned to releaser");
        assertThat(approver.unassign(task).assignee()).isEmpty();
    }

    @Test
    void showsAVariableInFullThatTasklistCutsShort() {
        var sql = "SELECT 1;\n".repeat(2_000);
        var key = start(sql);
        var approver = PLATFORM.tasklistUser("approver");

        var task = approver.awaitTask(key, "Decide");

        assertThat(approver.variable(task, "title").asString()).isEqualTo(sql);
    }

    @Test
    void readsAnInstanceThroughOperateAndMovesItsTimer() {
        EmbeddedCamundaAssert.readFrom(PLATFORM.operateAddress());
        var instance = start("Wait an hour");
        var approver = PLATFORM.tasklistUser("approver");
        approver.decide(approver.awaitTask(instance, "Decide"), Map.of("decision", "approve"));
        assertThatInstance(instance)
                .isActive()
                .hasCompletedElements("Decide")
                .hasActiveElements("An hour passed")
                .hasVariable("decision", "approve");

        var before = PLATFORM.clock().now();
        var after = PLATFORM.clock().advance(Duration.ofHours(1));

        assertThat(Duration.between(before, after)).isGreaterThanOrEqualTo(Duration.ofHours(1));
        assertThatInstance(instance).isCompleted().hasCompletedElements("Ended");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void showsATaskOfAWholeSecond() {
        var second = PLATFORM.clock().now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        PLATFORM.clock().pin(second);
        var instance = start("Add a trigger");
        var approver = PLATFORM.tasklistUser("approver");

        var task = Waiting.forSome(Duration.ofMinutes(1), () -> {
            PLATFORM.clock().advance(Duration.ofSeconds(1));
            return approver.openTasks(instance).stream().findFirst();
        });
        approver.decide(task, Map.of("decision", "approve"));

        Waiting.until(Duration.ofMinutes(1), () -> {
            PLATFORM.clock().advance(Duration.ofSeconds(1));
            return approver.openTasks(instance).isEmpty();
        });
    }

    private static long start(String title) {
        return CLIENT.newCreateInstanceCommand()
                .bpmnProcessId("TwoSteps")
                .latestVersion()
                .variables(Map.of("title", title))
                .send()
                .join()
                .getProcessInstanceKey();
    }
}
