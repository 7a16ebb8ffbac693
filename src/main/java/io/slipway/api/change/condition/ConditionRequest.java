package io.slipway.api.change.condition;

import io.slipway.rollout.condition.ConditionCommands;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names what a start waits for, or no longer.
 *
 * @param issues resource names, or numbers of the project's own issues
 * @param gates names of gates that somebody outside opens
 * @param reason why it does not wait any longer
 */
public record ConditionRequest(
        @Nullable List<String> issues,
        @Nullable List<String> gates,
        @Nullable String reason) {

    ConditionCommands.Named named() {
        return new ConditionCommands.Named(stripped(issues), stripped(gates));
    }

    String why() {
        return reason == null ? "" : reason;
    }

    private static List<String> stripped(@Nullable List<String> given) {
        return given == null
                ? List.of()
                : given.stream()
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList();
    }
}
