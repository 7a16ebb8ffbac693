package io.slipway.sql.analysis;

import io.slipway.sql.ForbiddenUse;
import io.slipway.sql.Node;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds what a statement does that no migration may. */
final class ForbiddenUses {

    private static final String SEARCH_PATH = "search_path";

    private final LedgerUse ledger;
    private final Set<ForbiddenUse> found = EnumSet.noneOf(ForbiddenUse.class);

    private ForbiddenUses(CodeReader reader) {
        this.ledger = new LedgerUse(reader);
    }

    static Set<ForbiddenUse> of(List<Node> nodes, CodeFacts code, CodeReader reader) {
        ForbiddenUses uses = new ForbiddenUses(reader);
        uses.add(code);
        nodes.forEach(uses::add);
        return uses.found;
    }

    private void add(CodeFacts code) {
        addIf(code.slipwaySchema(), ForbiddenUse.SLIPWAY_SCHEMA);
        addIf(code.advisoryUnlockAll(), ForbiddenUse.ADVISORY_UNLOCK_ALL);
        addIf(code.role(), ForbiddenUse.SET_ROLE);
        addIf(code.sessionAuthorization(), ForbiddenUse.SET_SESSION_AUTHORIZATION);
    }

    private void add(Node node) {
        addIf(ledger.isIn(node), ForbiddenUse.SLIPWAY_SCHEMA);
        switch (node.type()) {
            case "DiscardStmt" -> found.add(ForbiddenUse.DISCARD);
            case "VariableSetStmt" -> addSetting(node.text("name"), node.nodes("args"));
            case "FuncCall" -> addCall(node);
            case "CopyStmt" -> found.add(copy(node));
            default -> {
                // Nothing else is forbidden by what it is.
            }
        }
    }

    private void addCall(Node call) {
        String function = Names.lastPart(call.nodes("funcname"));
        addIf(function.equals(CodeReader.UNLOCK_ALL), ForbiddenUse.ADVISORY_UNLOCK_ALL);
        List<Node> arguments = call.nodes("args");
        if (function.equals("set_config") && !arguments.isEmpty()) {
            addSetting(LedgerUse.constant(arguments.getFirst()), arguments.subList(1, arguments.size()));
        }
    }

    private void addSetting(String name, List<Node> values) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "role" -> found.add(ForbiddenUse.SET_ROLE);
            case "session_authorization" -> found.add(ForbiddenUse.SET_SESSION_AUTHORIZATION);
            case SEARCH_PATH -> addIf(ledger.isOnPath(values), ForbiddenUse.SLIPWAY_SCHEMA);
            default -> {
                // All other settings are the migration's own affair.
            }
        }
    }

    private static ForbiddenUse copy(Node copy) {
        if (copy.flag("is_program")) {
            return ForbiddenUse.COPY_PROGRAM;
        }
        if (copy.has("filename")) {
            return ForbiddenUse.COPY_FILE;
        }
        return copy.flag("is_from") ? ForbiddenUse.COPY_FROM_STDIN : ForbiddenUse.COPY_TO_STDOUT;
    }

    private void addIf(boolean condition, ForbiddenUse use) {
        if (condition) {
            found.add(use);
        }
    }
}
