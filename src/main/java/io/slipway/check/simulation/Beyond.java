package io.slipway.check.simulation;

import io.slipway.sql.ForbiddenUse;
import io.slipway.sql.Node;
import io.slipway.sql.NotSimulated;
import io.slipway.sql.Statement;
import io.slipway.sql.StatementKind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells which statements reach beyond the one database, or need what its role may not do, and are therefore left out. */
final class Beyond {

    private static final Map<NotSimulated, String> NAMES = Map.of(
            NotSimulated.ROLE, "roles",
            NotSimulated.DATABASE, "databases",
            NotSimulated.TABLESPACE, "tablespaces",
            NotSimulated.ALTER_SYSTEM, "ALTER SYSTEM",
            NotSimulated.COPY_PROGRAM, "COPY PROGRAM",
            NotSimulated.COPY_FILE, "COPY with a file of the server",
            NotSimulated.DBLINK, "dblink",
            NotSimulated.FOREIGN_SERVER, "foreign servers",
            NotSimulated.SUBSCRIPTION, "subscriptions");
    private static final Set<NotSimulated> WITHOUT_TRACE =
            Set.of(NotSimulated.ROLE, NotSimulated.DATABASE, NotSimulated.ALTER_SYSTEM);
    private static final Set<StatementKind> PRIVILEGES =
            Set.of(StatementKind.GRANT, StatementKind.REVOKE, StatementKind.ROLE);
    private static final Set<String> NODES =
            Set.of("CreateEventTrigStmt", "AlterEventTrigStmt", "CreatePublicationStmt", "AlterPublicationStmt");
    private static final Set<String> FUNCTIONS = Set.of(
            "lo_import",
            "lo_export",
            "pg_read_file",
            "pg_read_binary_file",
            "pg_ls_dir",
            "pg_stat_file",
            "pg_reload_conf",
            "pg_rotate_logfile",
            "pg_terminate_backend",
            "pg_cancel_backend");

    private final Set<String> installable;

    /** Take the extensions that the role may create. */
    Beyond(Set<String> installable) {
        this.installable = Set.copyOf(installable);
    }

    /** Return why a statement is left out, if it is. */
    Optional<LeftOut> leftOut(Statement statement) {
        if (!statement.notSimulated().isEmpty()) {
            boolean missed = !WITHOUT_TRACE.containsAll(statement.notSimulated());
            return leftOut(statement, name(statement.notSimulated()), missed);
        }
        if (!statement.forbidden().isEmpty()) {
            return leftOut(statement, name(statement.forbidden().iterator().next()), true);
        }
        return leftOutByTree(statement);
    }

    private Optional<LeftOut> leftOutByTree(Statement statement) {
        if (statement.kind() == StatementKind.TWO_PHASE || statement.kind() == StatementKind.LOAD) {
            return leftOut(statement, statement.kind() == StatementKind.LOAD ? "LOAD" : "two-phase commit", true);
        }
        if (NODES.contains(statement.tree().type())) {
            return leftOut(statement, "event triggers or publications", true);
        }
        if (statement.tree().is("CreateExtensionStmt")
                && !installable.contains(statement.tree().text("extname"))) {
            return leftOut(
                    statement, "extension '%s'".formatted(statement.tree().text("extname")), true);
        }
        for (Node node : statement.tree().descendants()) {
            if (node.is("RoleSpec") && node.text("roletype").equals("ROLESPEC_CSTRING")) {
                boolean missed = !PRIVILEGES.contains(statement.kind());
                return leftOut(statement, "role '%s'".formatted(node.text("rolename")), missed);
            }
            if (node.is("FuncCall") && FUNCTIONS.contains(functionName(node))) {
                return leftOut(statement, functionName(node) + "()", true);
            }
        }
        return Optional.empty();
    }

    private static String functionName(Node call) {
        var names = call.nodes("funcname");
        return names.isEmpty() ? "" : names.getLast().text("sval");
    }

    private static String name(Set<NotSimulated> reasons) {
        return reasons.stream().sorted().findFirst().map(NAMES::get).orElse("");
    }

    private static String name(ForbiddenUse use) {
        return use.name().replace('_', ' ');
    }

    private static Optional<LeftOut> leftOut(Statement statement, String what, boolean missed) {
        return Optional.of(new LeftOut(statement.line(), what, missed));
    }
}
