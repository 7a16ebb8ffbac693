package io.slipway.sql.analysis;

import io.slipway.sql.Destruction;
import io.slipway.sql.Destruction.Kind;
import io.slipway.sql.Node;
import java.util.ArrayList;
import java.util.List;

/** Finds what a statement may take away for good; what a function, rule or view that it defines would do later does not count. */
final class Destructions {

    private final List<Destruction> found = new ArrayList<>();

    private Destructions() {}

    static List<Destruction> of(Node statement) {
        Destructions destructions = new Destructions();
        statement.descendants(node -> !definesCode(node)).forEach(destructions::add);
        return destructions.found;
    }

    private static boolean definesCode(Node node) {
        return node.is("CreateFunctionStmt") || node.is("RuleStmt") || node.is("ViewStmt");
    }

    private void add(Node node) {
        switch (node.type()) {
            case "DropStmt" -> addDropped(node);
            case "DropdbStmt" -> add(node, Kind.DROP_DATABASE, node.text("dbname"));
            case "DropRoleStmt" ->
                node.nodes("roles").forEach(role -> add(node, Kind.DROP_OTHER, role.text("rolename")));
            case "DropOwnedStmt" ->
                node.nodes("roles").forEach(role -> add(node, Kind.DROP_OWNED, role.text("rolename")));
            case "DropTableSpaceStmt" -> add(node, Kind.DROP_OTHER, node.text("tablespacename"));
            case "DropSubscriptionStmt" -> add(node, Kind.DROP_OTHER, node.text("subname"));
            case "DropUserMappingStmt" -> add(node, Kind.DROP_OTHER, node.text("servername"));
            case "TruncateStmt" ->
                node.nodes("relations").forEach(table -> add(node, Kind.TRUNCATE, Names.qualified(table)));
            case "DeleteStmt" -> addUnlessFiltered(node, Kind.DELETE_WITHOUT_WHERE);
            case "UpdateStmt" -> addUnlessFiltered(node, Kind.UPDATE_WITHOUT_WHERE);
            case "AlterTableStmt" -> addCommands(node);
            case "AlterDomainStmt" -> addDomainConstraint(node);
            default -> {
                // Nothing else destroys.
            }
        }
    }

    private void addDropped(Node node) {
        Kind kind = ObjectTypes.destruction(node.text("removeType"));
        node.nodes("objects").forEach(object -> add(node, kind, Names.qualified(object)));
    }

    private void addUnlessFiltered(Node node, Kind kind) {
        if (!node.has("whereClause")) {
            add(node, kind, Names.qualified(node.node("relation")));
        }
    }

    private void addCommands(Node node) {
        String table = Names.qualified(node.node("relation"));
        for (Node command : node.nodes("cmds")) {
            String part = table + "." + command.text("name");
            switch (command.text("subtype")) {
                case "AT_DropColumn" -> add(command, Kind.DROP_COLUMN, part);
                case "AT_DropConstraint" -> add(command, Kind.DROP_CONSTRAINT, part);
                case "AT_AlterColumnType" -> add(command, Kind.COLUMN_TYPE_CHANGE, part);
                default -> {
                    // Other commands add or set.
                }
            }
        }
    }

    private void addDomainConstraint(Node node) {
        if (node.text("subtype").equals("X")) {
            add(
                    node,
                    Kind.DROP_CONSTRAINT,
                    String.join(".", Names.parts(node.nodes("typeName"))) + "." + node.text("name"));
        }
    }

    private void add(Node node, Kind kind, String object) {
        found.add(new Destruction(kind, object, node.text("behavior").equals("DROP_CASCADE")));
    }
}
