package io.slipway.sql.analysis;

import io.slipway.sql.Node;
import io.slipway.sql.Statement.TimeLimit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds the limits of time that a statement sets for what follows it; what a function sets for its own calls is not among them. */
final class TimeLimits {

    private TimeLimits() {}

    static Set<TimeLimit> of(Node statement, List<Node> nodes, CodeFacts code) {
        Set<TimeLimit> limits = EnumSet.noneOf(TimeLimit.class);
        switch (statement.type()) {
            case "VariableSetStmt" -> TimeLimit.named(statement.text("name")).ifPresent(limits::add);
            case "DoStmt" -> limits.addAll(code.timeLimits());
            case "CreateFunctionStmt" -> {
                // It sets something when it is called, and until it returns.
            }
            default ->
                nodes.stream()
                        .filter(TimeLimits::configures)
                        .map(call -> LedgerUse.constant(call.nodes("args").getFirst()))
                        .forEach(name -> TimeLimit.named(name).ifPresent(limits::add));
        }
        return limits;
    }

    private static boolean configures(Node node) {
        return node.is("FuncCall")
                && Names.lastPart(node.nodes("funcname")).equals("set_config")
                && !node.nodes("args").isEmpty();
    }
}
