package io.slipway.sql.analysis;

import io.slipway.sql.Node;
import io.slipway.sql.NotSimulated;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds why a statement cannot be tried out on a scratch server. */
final class Unsimulated {

    private static final String DEFAULT_TABLESPACE = "pg_default";

    private Unsimulated() {}

    static Set<NotSimulated> of(List<Node> nodes) {
        Set<NotSimulated> reasons = EnumSet.noneOf(NotSimulated.class);
        for (Node node : nodes) {
            reason(node).ifPresent(reasons::add);
        }
        return reasons;
    }

    private static Optional<NotSimulated> reason(Node node) {
        return switch (node.type()) {
            case "CreateRoleStmt",
                    "AlterRoleStmt",
                    "AlterRoleSetStmt",
                    "DropRoleStmt",
                    "GrantRoleStmt",
                    "DropOwnedStmt",
                    "ReassignOwnedStmt" -> Optional.of(NotSimulated.ROLE);
            case "CreatedbStmt",
                    "DropdbStmt",
                    "AlterDatabaseStmt",
                    "AlterDatabaseSetStmt",
                    "AlterDatabaseRefreshCollStmt" -> Optional.of(NotSimulated.DATABASE);
            case "CreateTableSpaceStmt", "DropTableSpaceStmt", "AlterTableSpaceOptionsStmt", "AlterTableMoveAllStmt" ->
                Optional.of(NotSimulated.TABLESPACE);
            case "AlterSystemStmt" -> Optional.of(NotSimulated.ALTER_SYSTEM);
            case "CreateSubscriptionStmt", "AlterSubscriptionStmt", "DropSubscriptionStmt" ->
                Optional.of(NotSimulated.SUBSCRIPTION);
            case "CreateFdwStmt",
                    "AlterFdwStmt",
                    "CreateForeignServerStmt",
                    "AlterForeignServerStmt",
                    "CreateUserMappingStmt",
                    "AlterUserMappingStmt",
                    "DropUserMappingStmt",
                    "CreateForeignTableStmt",
                    "ImportForeignSchemaStmt" -> Optional.of(NotSimulated.FOREIGN_SERVER);
            case "CopyStmt" -> copy(node);
            case "FuncCall" -> call(Names.lastPart(node.nodes("funcname")));
            default -> subject(node).or(() -> tablespace(node));
        };
    }

    private static Optional<NotSimulated> copy(Node node) {
        if (node.flag("is_program")) {
            return Optional.of(NotSimulated.COPY_PROGRAM);
        }
        return node.has("filename") ? Optional.of(NotSimulated.COPY_FILE) : Optional.empty();
    }

    private static Optional<NotSimulated> call(String function) {
        return function.equals("dblink") || function.startsWith("dblink_")
                ? Optional.of(NotSimulated.DBLINK)
                : Optional.empty();
    }

    private static Optional<NotSimulated> subject(Node node) {
        return switch (ObjectTypes.subject(node)) {
            case "OBJECT_ROLE" -> Optional.of(NotSimulated.ROLE);
            case "OBJECT_DATABASE" -> Optional.of(NotSimulated.DATABASE);
            case "OBJECT_TABLESPACE" -> Optional.of(NotSimulated.TABLESPACE);
            case "OBJECT_SUBSCRIPTION" -> Optional.of(NotSimulated.SUBSCRIPTION);
            case "OBJECT_FOREIGN_SERVER", "OBJECT_FDW", "OBJECT_USER_MAPPING", "OBJECT_FOREIGN_TABLE" ->
                Optional.of(NotSimulated.FOREIGN_SERVER);
            default -> Optional.empty();
        };
    }

    /** A scratch server has no tablespaces of its own. */
    private static Optional<NotSimulated> tablespace(Node node) {
        String name = node.text("tablespacename") + node.text("tableSpace") + node.text("tableSpaceName");
        boolean moves = node.text("subtype").equals("AT_SetTableSpace");
        boolean named = !name.isEmpty() && !name.equals(DEFAULT_TABLESPACE);
        return moves || named ? Optional.of(NotSimulated.TABLESPACE) : Optional.empty();
    }
}
