package io.slipway.process;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.slipway.rollout.Policy;
import io.slipway.rollout.StagePlanning;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what the decision tables said. Process variables can be set by anybody, so the tables are evaluated once more on what PostgreSQL
 * knows; where the two differ, or an answer is missing or malformed, the strictest policy holds (laws 1 and 9). A running process is held
 * to the tables that came with its model, as long as that was seen to agree with them: a newer table is for new processes.
 */
@Component
@ConditionalOnProperty("slipway.camunda.grpc-address")
public class PolicyTables {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyTables.class);
    static final String APPROVAL = "ApprovalPolicy";
    static final String ROLLOUT = "RolloutPolicy";

    private static final Set<String> ROLES = Set.of("developer", "approver", "releaser", "owner");

    private static final int LARGEST_QUORUM = 10;

    private final CamundaClient client;
    private final ModelVersions versions;
    private final JsonMapper json;

    PolicyTables(CamundaClient client, ModelVersions versions, JsonMapper json) {
        this.client = client;
        this.versions = versions;
        this.json = json;
    }

    /**
     * Return the policy of a stage of which PostgreSQL knows these facts.
     *
     * @param model the version of StageRollout that its process runs by
     */
    public Policy verified(
            long model,
            StagePlanning.PolicyFacts facts,
            @Nullable Object approvalVariable,
            @Nullable Object rolloutVariable) {
        var tables = versions.tablesOf(model);
        Answer approval = evaluate(APPROVAL, tables.map(ModelVersions.Tables::approval), facts);
        Answer rollout = evaluate(ROLLOUT, tables.map(ModelVersions.Tables::rollout), facts);
        if (!isSaid(approvalVariable, approval) || !isSaid(rolloutVariable, rollout)) {
            LOG.warn(
                    "the process's policy is not what the tables say, which is {} and {}; the strictest holds",
                    approval.said().path("row"),
                    rollout.said().path("row"));
            return Policy.STRICTEST;
        }
        versions.hold(model, new ModelVersions.Tables(approval.table(), rollout.table()));
        return read(approval.said(), rollout.said());
    }

    /** What a version of a table said. */
    private record Answer(long table, JsonNode said) {}

    /** Tell whether a variable holds what a table said; by way of text, so that numbers compare as they are written. */
    private boolean isSaid(@Nullable Object variable, Answer answer) {
        return withoutNulls(json.readTree(json.writeValueAsString(variable))).equals(withoutNulls(answer.said()));
    }

    /** A column without a value is one that is not there: our JSON leaves nulls out, the engine's does not. */
    private static JsonNode withoutNulls(JsonNode said) {
        return said instanceof ObjectNode object ? object.deepCopy().removeIf(JsonNode::isNull) : said;
    }

    private Answer evaluate(String decision, Optional<Long> table, StagePlanning.PolicyFacts facts) {
        var command = client.newEvaluateDecisionCommand();
        try {
            var answer = table.map(command::decisionKey)
                    .orElseGet(() -> command.decisionId(decision))
                    .variables(facts)
                    .send()
                    .join();
            return new Answer(answer.getDecisionKey(), json.readTree(answer.getDecisionOutput()));
        } catch (ClientException e) {
            throw new PolicyUnreadableException(decision, e);
        }
    }

    /** Read well-formed answers; anything else is the strictest. */
    static Policy read(JsonNode approval, JsonNode rollout) {
        if (!isApproval(approval) || !isRollout(rollout)) {
            return Policy.STRICTEST;
        }
        String window = rollout.path("window").asString("");
        return new Policy(
                approval.path("row").asString(),
                steps(approval),
                rollout.path("row").asString(),
                rollout.path("automatic").asBoolean(),
                rollout.path("waveSize").asInt(),
                rollout.path("failureBudget").asInt(),
                window.isBlank() ? null : window,
                rollout.path("overrideErrors").asBoolean(),
                rollout.path("skip").asBoolean(false),
                rollout.path("skip").asBoolean(false) ? role(rollout.path("skipRole")) : null,
                new Policy.Patience(duration(approval.path("remindAfter")), duration(approval.path("escalateAfter"))));
    }

    private static boolean isApproval(JsonNode approval) {
        return approval.path("row").isString()
                && approval.path("steps").isArray()
                && ROLES.containsAll(steps(approval))
                && isAbsentOr(approval.path("remindAfter"), PolicyTables::isDuration)
                && isAbsentOr(approval.path("escalateAfter"), PolicyTables::isDuration);
    }

    private static boolean isRollout(JsonNode rollout) {
        return rollout.path("row").isString()
                && rollout.path("automatic").isBoolean()
                && isCount(rollout.path("waveSize"))
                && isCount(rollout.path("failureBudget"))
                && isAbsentOr(rollout.path("window"), JsonNode::isString)
                && rollout.path("overrideErrors").isBoolean()
                && isAbsentOr(rollout.path("skip"), JsonNode::isBoolean)
                && (!rollout.path("skip").asBoolean(false) || ROLES.contains(role(rollout.path("skipRole"))));
    }

    /** A wave size of 0 is all targets: a negative one, or one that is no whole number, must not become it. */
    private static boolean isCount(JsonNode value) {
        return value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToInt() && value.asInt() >= 0;
    }

    private static boolean isAbsentOr(JsonNode value, Predicate<JsonNode> expected) {
        return value.isMissingNode() || value.isNull() || expected.test(value);
    }

    private static List<String> steps(JsonNode approval) {
        return approval.path("steps").valueStream().flatMap(PolicyTables::step).toList();
    }

    /** A step is a role, or a role with the number of its people who have to decide; anything else is a role that there is not. */
    private static Stream<String> step(JsonNode step) {
        if (!step.isObject()) {
            return Stream.of(role(step));
        }
        JsonNode quorum = step.path("quorum");
        int people = isCount(quorum) ? quorum.asInt() : 0;
        return step.size() == 2 && people > 0 && people <= LARGEST_QUORUM
                ? Collections.nCopies(people, role(step.path("role"))).stream()
                : Stream.of("");
    }

    private static boolean isDuration(JsonNode value) {
        try {
            return value.isString() && Duration.parse(value.asString()).isPositive();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static @Nullable Duration duration(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? null : Duration.parse(value.asString());
    }

    private static String role(JsonNode named) {
        return named.asString("").toLowerCase(Locale.ROOT);
    }

    /** The engine could not evaluate a decision table. */
    static final class PolicyUnreadableException extends io.slipway.failure.TransientException {
        PolicyUnreadableException(String decision, Throwable cause) {
            super(
                    "policy-unreadable",
                    "Decision table '%s' could not be evaluated: %s".formatted(decision, cause.getMessage()),
                    "Mend the table in the Modeler and deploy it; it is tried again.",
                    cause);
        }
    }
}
