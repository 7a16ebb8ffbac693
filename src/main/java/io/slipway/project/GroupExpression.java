package io.slipway.project;

import io.slipway.failure.RejectedException;
import java.util.Map;
import org.camunda.feel.api.EvaluationFailureType;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.syntaxtree.ParsedExpression;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A FEEL expression over {@code environment}, {@code instance}, {@code name} and {@code labels} that says which targets a group has.
 *
 * <p>Only {@code true} is a match: a label that a database does not have makes the comparison null, which is no match and no error.
 */
public final class GroupExpression {

    private static final FeelEngineApi FEEL = FeelEngineBuilder.forJava().build();
    private static final Map<String, Object> PROBE =
            Map.of("environment", "", "instance", "", "name", "", "labels", Map.of());

    private final String text;
    private final ParsedExpression parsed;

    private GroupExpression(String text, ParsedExpression parsed) {
        this.text = text;
        this.parsed = parsed;
    }

    /** Read an expression; the empty one matches nothing. */
    public static GroupExpression of(String text) {
        var result = FEEL.parseExpression(text.isBlank() ? "false" : text);
        if (result.isFailure()) {
            throw refusal(text, result.failure().message());
        }
        var expression = new GroupExpression(text, result.parsedExpression());
        expression.refuseUnknownNames();
        return expression;
    }

    /** Say whether the expression is true of the target. */
    public boolean matches(TargetRef target) {
        var result = evaluate(Map.of(
                "environment", target.environment().name(),
                "instance", target.instance().name(),
                "name", target.database().name(),
                "labels", target.database().labels()));
        return Boolean.TRUE.equals(result.result());
    }

    private EvaluationResult evaluate(Map<String, Object> variables) {
        var result = FEEL.evaluate(parsed, variables);
        if (result.isFailure()) {
            throw refusal(text, result.failure().message());
        }
        return result;
    }

    private void refuseUnknownNames() {
        var suppressed = CollectionConverters.asJava(evaluate(PROBE).suppressedFailures());
        for (var failure : suppressed) {
            if (failure.failureType() instanceof EvaluationFailureType.NO_VARIABLE_FOUND$) {
                throw refusal(text, failure.failureMessage());
            }
        }
    }

    private static RejectedException refusal(String text, String reason) {
        return new RejectedException(
                RejectedException.Reason.INVALID,
                "group-expression-invalid",
                "The expression '%s' is no valid FEEL: %s.".formatted(text, reason.replaceFirst("\\.$", "")),
                "Write a FEEL expression over environment, instance, name and labels.");
    }
}
