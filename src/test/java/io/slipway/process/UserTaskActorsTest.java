package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.failure.NotYetException;
import io.slipway.failure.TransientException;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.project.ProjectFixtures;
import io.slipway.testing.SlipwayTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

@SlipwayTest
class UserTaskActorsTest {

    private static final long PROCESS = 2251799813685250L;
    private static final long ELEMENT = 2251799813685262L;
    private static final long TASK = 2251799813685264L;
    private static final String SEARCH = "/v2/user-tasks/search";
    private static final String AUDIT = "/v2/user-tasks/" + TASK + "/audit-logs/search";
    private static final Job JOB = new Job(PROCESS, new Job.Model(3, 1), ELEMENT, "ApproveChange", Map.of(), () -> {});

    private final StubEngine camunda = new StubEngine();

    @Autowired
    Accounts accounts;

    @BeforeEach
    void knowTheApprover() {
        accounts.save(ProjectFixtures.person("approver"));
        accounts.save(ProjectFixtures.person("other"));
    }

    @AfterEach
    void stop() {
        camunda.close();
    }

    private Optional<String> completer(EngineVersion version) {
        var settings = new CamundaSettings(
                camunda.address(),
                camunda.address(),
                version == EngineVersion.V8_9 ? "slipway" : "",
                version == EngineVersion.V8_9 ? "geheim" : null,
                List.of(),
                1);
        return new UserTaskActors(new EngineRest(settings, JsonMapper.shared()), version, accounts)
                .completerOf(JOB)
                .map(Account::name);
    }

    private static String tasks86(long element, String state, String assignee) {
        return """
                {"items": [
                  {"key": 2251799813685260, "state": "COMPLETED", "assignee": "other", "elementId": "ApproveChange",
                   "elementInstanceKey": 2251799813685258, "processInstanceKey": 2251799813685250},
                  {"key": 2251799813685264, "state": "%s", "assignee": %s, "elementId": "ApproveChange",
                   "elementInstanceKey": %d, "processInstanceKey": 2251799813685250}],
                 "page": {"totalItems": 2, "firstSortValues": [], "lastSortValues": []}}
                """.formatted(state, assignee, element);
    }

    private static String tasks89(String state) {
        return """
                {"items": [
                  {"userTaskKey": "2251799813685264", "state": "%s", "assignee": "other", "elementId": "ApproveChange",
                   "elementInstanceKey": "2251799813685262", "processInstanceKey": "2251799813685250", "tags": []}],
                 "page": {"totalItems": 1, "hasMoreTotalItems": false, "startCursor": "a", "endCursor": "b"}}
                """.formatted(state);
    }

    private static String audit(String... entries) {
        return "{\"items\": [" + String.join(",", entries) + "], \"page\": {\"totalItems\": " + entries.length + "}}";
    }

    private static String entry(String operation, String result, String type, String actor) {
        return """
                {"auditLogKey": "k", "entityKey": "2251799813685264", "entityType": "USER_TASK", "operationType": "%s",
                 "result": "%s", "actorType": "%s", "actorId": %s, "userTaskKey": "2251799813685264"}
                """.formatted(operation, result, type, actor);
    }

    @Test
    void findsTheAssigneeOfTheVeryTaskOn86() {
        camunda.answers(SEARCH, tasks86(ELEMENT, "COMPLETED", "\"approver\""));

        assertThat(completer(EngineVersion.V8_6)).contains("approver");
        var asked = camunda.requests().getFirst();
        assertThat(asked.authorization()).isEmpty();
        assertThat(asked.body().at("/filter/processInstanceKey").isNumber()).isTrue();
        assertThat(asked.body().at("/filter/elementId").asString("")).isEqualTo("ApproveChange");
    }

    @Test
    void waitsWhileTheTaskIsNotShownAsCompletedOn86() {
        camunda.answers(SEARCH, tasks86(ELEMENT, "CREATED", "\"approver\""));
        assertThatExceptionOfType(NotYetException.class).isThrownBy(() -> completer(EngineVersion.V8_6));

        camunda.answers(SEARCH, tasks86(1, "COMPLETED", "\"approver\""));
        assertThatExceptionOfType(NotYetException.class).isThrownBy(() -> completer(EngineVersion.V8_6));
    }

    @Test
    void knowsNobodyWhereATaskWasCompletedWithoutAnAssignee() {
        camunda.answers(SEARCH, tasks86(ELEMENT, "COMPLETED", "null"));

        assertThat(completer(EngineVersion.V8_6)).isEmpty();
    }

    @Test
    void findsTheActorOfTheCompletionAndNotTheAssigneeOn89() {
        camunda.answers(SEARCH, tasks89("COMPLETED"));
        camunda.answers(
                AUDIT,
                audit(
                        entry("ASSIGN", "SUCCESS", "USER", "\"other\""),
                        entry("COMPLETE", "FAIL", "USER", "\"other\""),
                        entry("COMPLETE", "SUCCESS", "USER", "\"approver\"")));

        assertThat(completer(EngineVersion.V8_9)).contains("approver");
        var login = Base64.getEncoder().encodeToString("slipway:geheim".getBytes(StandardCharsets.UTF_8));
        assertThat(camunda.requests())
                .extracting(StubEngine.Request::authorization)
                .containsOnly("Basic " + login);
        assertThat(camunda.requests().getFirst().body().at("/filter/elementInstanceKey"))
                .isEqualTo(JsonMapper.shared().valueToTree(String.valueOf(ELEMENT)));
        var filter = camunda.requests().get(1).body().at("/filter");
        assertThat(filter.at("/operationType").asString("")).isEqualTo("COMPLETE");
        assertThat(filter.at("/result").asString("")).isEqualTo("SUCCESS");
    }

    @Test
    void waitsWhileTheAuditLogIsBehind() {
        camunda.answers(SEARCH, tasks89("COMPLETED"));
        camunda.answers(AUDIT, audit(entry("ASSIGN", "SUCCESS", "USER", "\"approver\"")));

        assertThatExceptionOfType(NotYetException.class)
                .isThrownBy(() -> completer(EngineVersion.V8_9))
                .satisfies(e -> assertThat(e.code()).isEqualTo("actor-not-visible"));
    }

    @Test
    void waitsWhileTheTaskIsCompletingOn89() {
        camunda.answers(SEARCH, tasks89("COMPLETING"));

        assertThatExceptionOfType(NotYetException.class).isThrownBy(() -> completer(EngineVersion.V8_9));
    }

    @Test
    void knowsNobodyWhereTwoCompletedATask() {
        camunda.answers(SEARCH, tasks89("COMPLETED"));
        camunda.answers(
                AUDIT,
                audit(
                        entry("COMPLETE", "SUCCESS", "USER", "\"approver\""),
                        entry("COMPLETE", "SUCCESS", "USER", "\"other\"")));

        assertThat(completer(EngineVersion.V8_9)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLIENT", "ANONYMOUS", "UNKNOWN"})
    void knowsNobodyWhereNoPersonCompletedATask(String type) {
        camunda.answers(SEARCH, tasks89("COMPLETED"));

        camunda.answers(AUDIT, audit(entry("COMPLETE", "SUCCESS", type, "\"approver\"")));
        assertThat(completer(EngineVersion.V8_9)).isEmpty();

        camunda.answers(
                AUDIT,
                audit(
                        entry("COMPLETE", "SUCCESS", type, "null"),
                        entry("COMPLETE", "SUCCESS", "USER", "\"approver\"")));
        assertThat(completer(EngineVersion.V8_9)).isEmpty();
    }

    @Test
    void knowsNobodyOfAnotherName() {
        camunda.answers(SEARCH, tasks89("COMPLETED"));
        camunda.answers(AUDIT, audit(entry("COMPLETE", "SUCCESS", "USER", "\"stranger\"")));

        assertThat(completer(EngineVersion.V8_9)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 403, 500, 503})
    void isTriedAgainWithoutTellingSecretsWhereCamundaRefuses(int status) {
        camunda.answers(SEARCH, status, "{\"detail\": \"slipway:geheim\"}");

        assertThatExceptionOfType(TransientException.class)
                .isThrownBy(() -> completer(EngineVersion.V8_9))
                .satisfies(e -> assertThat(e.sentence())
                        .contains("'/v2/user-tasks/search': status " + status)
                        .doesNotContain("geheim", "Basic"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>geheim</html>", "{\"detail\": \"geheim\"}", ""})
    void isTriedAgainWhereSomethingElseAnswers(String body) {
        camunda.answers(SEARCH, body);

        assertThatExceptionOfType(TransientException.class)
                .isThrownBy(() -> completer(EngineVersion.V8_9))
                .satisfies(e -> assertThat(e.sentence()).doesNotContain("geheim"));
    }

    @Test
    void isTriedAgainWhereNobodyAnswers() {
        camunda.close();

        assertThatExceptionOfType(TransientException.class).isThrownBy(() -> completer(EngineVersion.V8_9));
    }
}
