package io.slipway.process;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.slipway.rollout.Policy;
import io.slipway.rollout.StagePlanning;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what the decision tables said. Process variables can be set by anybody, so the tables are evaluated once more on what PostgreSQL
 * knows; where the two differ, or an answer is missing or malformed, the strictest policy holds (laws 1 and 9).
 */
@Component
@ConditionalOnProperty("slipway.camunda.grpc-address")
public class PolicyTables {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyTables.class);
    private static final Set<String> ROLES = Set.of("developer", "approver", "releaser", "owner");

    private final CamundaClient client;
    private final JsonMapper json;

    PolicyTables(CamundaClient client, JsonMapper json) {
        this.client = client;
        this.json = json;
    }

    /** Return the policy of a stage of which PostgreSQL knows these facts. */
    public Policy verified(
            StagePlanning.PolicyFacts facts, @Nullable Object approvalVariable, @Nullable Object rolloutVariable) {
        JsonNode approval = evaluate("ApprovalPolicy", facts);
        JsonNode rollout = evaluate("RolloutPolicy", facts);
        if (!approval.equals(tree(approvalVariable)) || !rollout.equals(tree(rolloutVariable))) {
            LOG.warn(
                    "the process's policy is not what the tables say, which is {} and {}; the strictest holds",
                    approval.path("row"),
                    rollout.path("row"));
            return Policy.STRICTEST;
        }
        return read(approval, rollout);
    }

    /** By way of text, so that numbers compare as they are written. */
    private JsonNode tree(@Nullable Object variable) {
        return json.readTree(json.writeValueAsString(variable));
    }

    private JsonNode evaluate(String decision, StagePlanning.PolicyFacts facts) {
        try {
            return json.readTree(client.newEvaluateDecisionCommand()
                    .decisionId(decision)
                    .variables(facts)
                    .send()
                    .join()
                    .getDecisionOutput());
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
                rollout.path("skip").asBoolean(false) ? role(rollout.path("skipRole")) : null);
    }

    private static boolean isApproval(JsonNode approval) {
        return approval.path("row").isString()
                && approval.path("steps").isArray()
                && ROLES.containsAll(steps(approval));
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
        return approval.path("steps").valueStream().map(PolicyTables::role).toList();
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
