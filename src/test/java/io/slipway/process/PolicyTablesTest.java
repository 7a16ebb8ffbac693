package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.client.CamundaClient;
import io.slipway.failure.TransientException;
import io.slipway.rollout.Policy;
import io.slipway.rollout.StagePlanning;
import io.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@SlipwayTest
class PolicyTablesTest {

    private static final String APPROVAL = "{'row': 'production', 'steps': ['Approver']}";
    private static final String ROLLOUT = """
            {'row': 'free', 'automatic': true, 'waveSize': 3, 'failureBudget': 2, 'window': 'night',
             'overrideErrors': true, 'skip': false}
            """;

    private static final StagePlanning.PolicyFacts ORDINARY =
            new StagePlanning.PolicyFacts("production", "low", List.of("DDL"), -1, -1, List.of(), false, 0);

    private static final long MODEL = 5;

    private final StubGateway gateway = new StubGateway();
    private final CamundaClient client = gateway.client();
    private PolicyTables tables;

    @Autowired
    ModelVersions versions;

    @BeforeEach
    void start() {
        tables = new PolicyTables(client, versions, JsonMapper.shared());
    }

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    @Test
    void takesWhatTheProcessSaysWhereTheTablesSayTheSame() {
        var approval = production(List.of("approver"));

        assertThat(tables.verified(MODEL, ORDINARY, approval, production(100))).isEqualTo(ordinary());
        assertThat(tables.verified(MODEL, ORDINARY, approval, production(0))).isEqualTo(Policy.STRICTEST);
        assertThat(tables.verified(MODEL, ORDINARY, production(List.of()), production(100)))
                .isEqualTo(Policy.STRICTEST);
        assertThat(tables.verified(MODEL, ORDINARY, null, production(100))).isEqualTo(Policy.STRICTEST);
        assertThat(tables.verified(MODEL, ORDINARY, approval, null)).isEqualTo(Policy.STRICTEST);
        assertThat(tables.verified(MODEL, ORDINARY, "production", List.of())).isEqualTo(Policy.STRICTEST);
    }

    /** Our JSON leaves nulls out, the engine's does not. */
    @Test
    void takesAColumnWithoutAValueForOneThatIsNotThere() {
        var facts = new StagePlanning.PolicyFacts("testing", "low", List.of("DDL"), -1, -1, List.of(), false, 0);
        var rollout = new HashMap<String, Object>(production(0));
        rollout.putAll(Map.of("row", "non-production", "automatic", true));
        var approval = new HashMap<String, @Nullable Object>(Map.of("row", "non-production", "steps", List.of()));

        assertThat(tables.verified(MODEL, facts, approval, rollout))
                .extracting(Policy::approvalRow, Policy::rolloutRow)
                .containsOnly("non-production");
        approval.put("remindAfter", null);
        assertThat(tables.verified(MODEL, facts, approval, rollout).approvalRow())
                .isEqualTo("non-production");
        approval.put("remindAfter", "P1D");
        assertThat(tables.verified(MODEL, facts, approval, rollout)).isEqualTo(Policy.STRICTEST);
    }

    @Test
    void holdsAProcessToTheTablesThatCameWithItsModel() {
        var approval = production(List.of("approver"));

        tables.verified(MODEL, ORDINARY, approval, production(0));
        assertThat(versions.tablesOf(MODEL)).isEmpty();
        tables.verified(MODEL, ORDINARY, approval, production(100));
        tables.verified(MODEL, ORDINARY, approval, production(100));

        assertThat(gateway.evaluated())
                .containsExactly(
                        "ApprovalPolicy", "RolloutPolicy", "ApprovalPolicy", "RolloutPolicy", "version 1", "version 2");
        versions.forget();
        assertThat(versions.tablesOf(MODEL)).isEmpty();
    }

    @Test
    void adoptsNothingWhileATableCannotBeRead() {
        gateway.refuse("RolloutPolicy");

        assertThatThrownBy(() -> tables.verified(MODEL, ORDINARY, Map.of(), Map.of()))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("Decision table 'RolloutPolicy' could not be evaluated");
    }

    private static Policy ordinary() {
        return new Policy(
                "production",
                List.of("approver"),
                "production",
                false,
                100,
                0,
                null,
                true,
                false,
                null,
                new Policy.Patience(Duration.ofDays(1), Duration.ofDays(3)));
    }

    private static Map<String, Object> production(List<String> steps) {
        return Map.of("row", "production", "steps", steps, "remindAfter", "P1D", "escalateAfter", "P3D");
    }

    private static Map<String, Object> production(int waveSize) {
        return Map.of(
                "row",
                "production",
                "automatic",
                false,
                "waveSize",
                waveSize,
                "failureBudget",
                0,
                "window",
                "",
                "overrideErrors",
                true,
                "skip",
                false,
                "skipRole",
                "");
    }

    @Test
    void readsWhatTheTablesSay() {
        assertThat(PolicyTables.read(json(APPROVAL), json(ROLLOUT)))
                .isEqualTo(new Policy("production", List.of("approver"), "free", true, 3, 2, "night", true, false));
    }

    @Test
    void readsHowManyPeopleOfARoleDecide() {
        var approval =
                json("{'row': 'two', 'steps': [{'role': 'Approver', 'quorum': 2}, 'owner'], 'remindAfter': 'PT4H'}");

        assertThat(PolicyTables.read(approval, json(ROLLOUT)))
                .extracting(Policy::approvalSteps, Policy::patience)
                .containsExactly(
                        List.of("approver", "approver", "owner"), new Policy.Patience(Duration.ofHours(4), null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "'production'",
                "[]",
                "[{'row': 'production', 'steps': ['approver']}]",
                "{}",
                "{'row': 'production'}",
                "{'row': 'production', 'steps': null}",
                "{'row': 'production', 'steps': 'approver'}",
                "{'row': 'production', 'steps': ['boss']}",
                "{'row': 'production', 'steps': ['approver', null]}",
                "{'row': 'production', 'steps': [['approver']]}",
                "{'row': 'production', 'steps': [{'role': 'approver'}]}",
                "{'row': 'production', 'steps': [{'role': 'boss', 'quorum': 2}]}",
                "{'row': 'production', 'steps': [{'role': 'approver', 'quorum': 0}]}",
                "{'row': 'production', 'steps': [{'role': 'approver', 'quorum': -1}]}",
                "{'row': 'production', 'steps': [{'role': 'approver', 'quorum': 1.5}]}",
                "{'row': 'production', 'steps': [{'role': 'approver', 'quorum': 11}]}",
                "{'row': 'production', 'steps': [{'role': 'approver', 'quorum': '2'}]}",
                "{'row': 'production', 'steps': [{'role': 'approver', 'quorum': 2, 'of': 3}]}",
                "{'row': 'production', 'steps': [{'quorum': 2}]}",
                "{'row': 'production', 'steps': ['approver'], 'remindAfter': 1}",
                "{'row': 'production', 'steps': ['approver'], 'remindAfter': 'soon'}",
                "{'row': 'production', 'steps': ['approver'], 'escalateAfter': '-P1D'}",
                "{'row': 'production', 'steps': ['approver'], 'escalateAfter': 'PT0S'}",
                "{'row': null, 'steps': ['approver']}",
                "{'steps': ['approver']}"
            })
    void isStrictAboutApprovals(String approval) {
        assertThat(PolicyTables.read(json(approval), json(ROLLOUT))).isEqualTo(Policy.STRICTEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "'free'",
                "{}",
                "row: 1",
                "automatic: null",
                "automatic: 'true'",
                "waveSize: null",
                "waveSize: '3'",
                "waveSize: -1",
                "waveSize: 2.5",
                "waveSize: 1000000000000",
                "failureBudget: null",
                "failureBudget: -1",
                "failureBudget: 'all'",
                "window: 5",
                "window: ['night']",
                "overrideErrors: null",
                "overrideErrors: 'yes'",
                "skip: 'true'",
                "skip: 1",
                "skip: true"
            })
    void isStrictAboutRollouts(String changed) {
        assertThat(PolicyTables.read(json(APPROVAL), changed(changed))).isEqualTo(Policy.STRICTEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"row", "automatic", "waveSize", "failureBudget", "overrideErrors"})
    void isStrictWhereAColumnIsMissing(String column) {
        var rollout = (ObjectNode) json(ROLLOUT);
        rollout.remove(column);

        assertThat(PolicyTables.read(json(APPROVAL), rollout)).isEqualTo(Policy.STRICTEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"window: null", "window: ''", "window: ' '"})
    void takesNoWindowForNone(String changed) {
        assertThat(PolicyTables.read(json(APPROVAL), changed(changed)).windowName())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "5", "true", "'everybody'", "['releaser']"})
    void letsNobodyLeaveAStageOutWithoutAKnownRole(String role) {
        var rollout = (ObjectNode) changed("skip: true");
        rollout.set("skipRole", json(role));

        assertThat(PolicyTables.read(json(APPROVAL), rollout)).isEqualTo(Policy.STRICTEST);
    }

    @Test
    void readsWhoMayLeaveAStageOut() {
        var rollout = (ObjectNode) changed("skip: true");
        rollout.set("skipRole", json("'Releaser'"));

        assertThat(PolicyTables.read(json(APPROVAL), rollout))
                .extracting(Policy::skip, Policy::skipRole)
                .containsExactly(true, "releaser");
    }

    /** The policy with one column's value changed, or something else altogether. */
    private static JsonNode changed(String change) {
        if (!change.matches("[a-zA-Z]+: .*")) {
            return json(change);
        }
        var rollout = (ObjectNode) json(ROLLOUT);
        var parts = change.split(": ", 2);
        rollout.set(parts[0], json(parts[1]));
        return rollout;
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
