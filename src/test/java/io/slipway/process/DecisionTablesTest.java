package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.rollout.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Reaches every row of the decision tables, and shows that the first row that matches decides. */
class DecisionTablesTest {

    private static final DecisionTable APPROVAL = DecisionTable.named("ApprovalPolicy");
    private static final DecisionTable ROLLOUT = DecisionTable.named("RolloutPolicy");
    private static final Policy.Patience DAYS = new Policy.Patience(Duration.ofDays(1), Duration.ofDays(3));
    private static final List<String> BOTH = List.of("approver", "owner");

    /** What every row for production matches. */
    private static final Map<String, Object> WORST = Map.of(
            "tier",
            "production",
            "risk",
            "high",
            "statementClasses",
            List.of("DDL", "DESTRUCTIVE", "DML"),
            "affectedRows",
            2_000_000,
            "tableSize",
            200_000_000_000L,
            "labels",
            List.of("sensitive"),
            "authorsUnknown",
            true,
            "pullRequestApprovals",
            0);

    private static final Map<String, Object> ORDINARY = Map.of(
            "tier",
            "production",
            "risk",
            "low",
            "statementClasses",
            List.of("DDL"),
            "affectedRows",
            -1,
            "tableSize",
            -1,
            "labels",
            List.of(),
            "authorsUnknown",
            false,
            "pullRequestApprovals",
            0);

    /** Takes one thing after the other away from the worst change: what it said no longer holds, so the next row does. */
    static Stream<Arguments> approvals() {
        var facts = new LinkedHashMap<>(WORST);
        return Stream.of(
                Arguments.of(with(facts, "tier", "development", "authorsUnknown", false), "non-production", List.of()),
                Arguments.of(
                        with(facts, "tier", "testing", "authorsUnknown", true),
                        "non-production-unknown-author",
                        List.of("approver")),
                Arguments.of(with(facts, "tier", "production"), "production-unknown-author", BOTH),
                Arguments.of(with(facts, "authorsUnknown", false), "production-destructive", BOTH),
                Arguments.of(with(facts, "statementClasses", List.of("DDL", "DML")), "production-high-risk", BOTH),
                Arguments.of(with(facts, "risk", "moderate"), "production-many-rows", BOTH),
                Arguments.of(with(facts, "affectedRows", 1_000_000), "production-large-table", BOTH),
                Arguments.of(with(facts, "tableSize", 100_000_000_000L), "production-sensitive", BOTH),
                Arguments.of(with(facts, "labels", List.of()), "production", List.of("approver")),
                Arguments.of(with(facts, "risk", "unknown"), "otherwise", BOTH));
    }

    private static Map<String, Object> with(Map<String, Object> facts, Object... changes) {
        for (int i = 0; i < changes.length; i += 2) {
            facts.put((String) changes[i], changes[i + 1]);
        }
        return Map.copyOf(facts);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("approvals")
    void decidesOnApprovals(Map<String, Object> facts, String row, List<String> steps) {
        assertThat(APPROVAL.of(facts).path("row").asString()).isEqualTo(row);
        assertThat(PolicyTables.read(APPROVAL.of(facts), rollout("production")))
                .extracting(Policy::approvalRow, Policy::approvalSteps)
                .containsExactly(row, steps);
    }

    @ParameterizedTest
    @CsvSource({
        "development, skip:development, development-skipped, true,  0,   true,  releaser",
        "development, hotfix,           hotfix,              true,  0,   true,  releaser",
        "testing,     hotfix,           hotfix,              true,  0,   true,  releaser",
        "development, '',               non-production,      true,  0,   true,  ",
        "testing,     skip:development, non-production,      true,  0,   true,  ",
        "production,  skip:development, production,          false, 100, true,  ",
        "production,  hotfix,           production,          false, 100, true,  ",
        "planetary,   hotfix,           otherwise,           false, 1,   false, "
    })
    void decidesOnRollouts(
            String tier,
            String label,
            String row,
            boolean automatic,
            int size,
            boolean override,
            @Nullable String role) {
        var said = ROLLOUT.of(Map.of("tier", tier, "labels", List.of(label)));

        assertThat(PolicyTables.read(APPROVAL.of(ORDINARY), said))
                .isEqualTo(new Policy(
                        "production",
                        List.of("approver"),
                        row,
                        automatic,
                        size,
                        0,
                        null,
                        override,
                        role != null,
                        role,
                        DAYS));
    }

    @Test
    void reachesEveryRow() {
        var approvals = approvals().map(example -> example.get()[1]).toList();

        assertThat(APPROVAL.rows()).isEqualTo(approvals);
        assertThat(ROLLOUT.rows())
                .containsExactly("development-skipped", "hotfix", "non-production", "production", "otherwise");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tier", "risk", "statementClasses", "affectedRows", "tableSize", "labels", "authorsUnknown"})
    void isStrictWhereAFactIsMissing(String fact) {
        var facts = new HashMap<>(ORDINARY);
        facts.remove(fact);

        assertThat(PolicyTables.read(APPROVAL.of(facts), rollout("production")))
                .extracting(Policy::approvalRow, Policy::approvalSteps)
                .containsExactly("otherwise", BOTH);
    }

    @Test
    void mayAcceptApproversOfThePullRequestAsAStep() {
        var accepting = DecisionTable.edited(
                "ApprovalPolicy",
                text -> text.replaceFirst(
                                "(?s)(When_Production_PullRequestApprovals\">\\s*)<text></text>",
                                "$1<text>&gt;= 1</text>")
                        .replaceFirst("(?s)(Then_Production_Steps\">\\s*)<text>.*?</text>", "$1<text>[]</text>"));

        var accepted = accepting.of(with(new HashMap<>(ORDINARY), "pullRequestApprovals", 1));
        assertThat(accepted.path("row").asString()).isEqualTo("production");
        assertThat(accepted.path("steps")).isEmpty();
        assertThat(accepting.of(ORDINARY).path("row").asString()).isEqualTo("otherwise");
        assertThat(APPROVAL.of(with(new HashMap<>(ORDINARY), "pullRequestApprovals", 9))
                        .path("steps"))
                .as("the bundled table asks an approver all the same")
                .hasSize(1);
    }

    @Test
    void isStrictWhereNothingIsKnown() {
        assertThat(List.of(
                        new HashMap<>(with(new HashMap<>(ORDINARY), "statementClasses", List.of())),
                        new HashMap<>(with(new HashMap<>(ORDINARY), "risk", "HIGH")),
                        new HashMap<>(with(new HashMap<>(ORDINARY), "tier", "PRODUCTION")),
                        new HashMap<>(with(new HashMap<>(ORDINARY), "affectedRows", "many"))))
                .allSatisfy(facts ->
                        assertThat(APPROVAL.of(facts).path("row").asString()).isEqualTo("otherwise"));

        var nothing = PolicyTables.read(APPROVAL.of(Map.of()), ROLLOUT.of(Map.of()));
        assertThat(nothing)
                .usingRecursiveComparison()
                .ignoringFields("approvalRow", "rolloutRow", "patience")
                .isEqualTo(Policy.STRICTEST);
        assertThat(List.of(nothing.approvalRow(), nothing.rolloutRow())).containsOnly("otherwise");
    }

    private static JsonNode rollout(String tier) {
        return ROLLOUT.of(Map.of("tier", tier, "labels", new ArrayList<>()));
    }
}
