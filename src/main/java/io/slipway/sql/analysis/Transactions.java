package io.slipway.sql.analysis;

import io.slipway.sql.LockWait;
import io.slipway.sql.Node;
import io.slipway.sql.Transactionality;
import java.util.List;

/**
 * Tells how a statement gets on with transactions.
 *
 * <p>The list follows the callers of PreventInTransactionBlock in PostgreSQL 18: {@code standard_ProcessUtility} in
 * {@code tcop/utility.c}, {@code ReindexExec} in {@code commands/indexcmds.c}, {@code ATController} in
 * {@code commands/tablecmds.c}, {@code vacuum} and {@code cluster} of the same folder, and
 * {@code commands/subscriptioncmds.c}. Where PostgreSQL decides by what it finds (REINDEX and CLUSTER of a partitioned table),
 * the tree does not tell, and the statement counts as transactional.
 */
final class Transactions {

    private Transactions() {}

    static Transactionality of(Node statement, CodeFacts code) {
        if (statement.is("TransactionStmt")) {
            return Transactionality.CONTROL;
        }
        if (statement.is("AlterEnumStmt") && Kinds.isAddition(statement)) {
            return Transactionality.COMMIT_BEFORE_USE;
        }
        boolean endsTransaction = statement.is("DoStmt") && code.endsTransaction();
        return endsTransaction || isPrevented(statement)
                ? Transactionality.NON_TRANSACTIONAL
                : Transactionality.TRANSACTIONAL;
    }

    private static boolean isPrevented(Node statement) {
        List<Node> options = statement.nodes("options");
        return switch (statement.type()) {
            case "CreatedbStmt", "DropdbStmt", "CreateTableSpaceStmt", "DropTableSpaceStmt", "AlterSystemStmt" -> true;
            case "AlterDatabaseStmt" -> Options.find(options, "tablespace").isPresent();
            case "IndexStmt", "DropStmt" -> statement.flag("concurrent");
            case "ReindexStmt" -> isConcurrentReindex(statement) || !statement.has("relation");
            case "AlterTableStmt" -> detachesConcurrently(statement);
            case "VacuumStmt" -> statement.flag("is_vacuumcmd");
            case "ClusterStmt" -> !statement.has("relation");
            case "DiscardStmt" -> statement.text("target").equals("DISCARD_ALL");
            case "CreateSubscriptionStmt" ->
                Options.isOn(options, "create_slot", Options.isOn(options, "connect", true));
            case "AlterSubscriptionStmt" -> refreshes(statement);
            // Only where it still has a slot, which the subscription knows and the statement does not.
            case "DropSubscriptionStmt" -> true;
            default -> false;
        };
    }

    private static boolean refreshes(Node statement) {
        List<Node> options = statement.nodes("options");
        return switch (statement.text("kind")) {
            case "ALTER_SUBSCRIPTION_REFRESH" -> true;
            case "ALTER_SUBSCRIPTION_SET_PUBLICATION",
                    "ALTER_SUBSCRIPTION_ADD_PUBLICATION",
                    "ALTER_SUBSCRIPTION_DROP_PUBLICATION" -> Options.isOn(options, "refresh", true);
            case "ALTER_SUBSCRIPTION_OPTIONS" ->
                Options.find(options, "failover").isPresent()
                        || Options.find(options, "two_phase").isPresent();
            default -> false;
        };
    }

    static LockWait lockWait(Node statement) {
        boolean patient = switch (statement.type()) {
            case "IndexStmt", "DropStmt" -> statement.flag("concurrent");
            case "ReindexStmt" -> isConcurrentReindex(statement);
            case "AlterTableStmt" -> detachesConcurrently(statement) || validatesOnly(statement);
            default -> false;
        };
        return patient ? LockWait.LONG_WAIT : LockWait.SHORT;
    }

    static boolean isConcurrentReindex(Node reindex) {
        return Options.isOn(reindex.nodes("params"), "concurrently", false);
    }

    private static boolean detachesConcurrently(Node alterTable) {
        return alterTable.nodes("cmds").stream()
                .anyMatch(command -> command.text("subtype").equals("AT_DetachPartition")
                        && command.node("def").flag("concurrent"));
    }

    /** Together with another command the statement takes that command's stronger lock. */
    private static boolean validatesOnly(Node alterTable) {
        return alterTable.nodes("cmds").stream()
                .allMatch(command -> command.text("subtype").equals("AT_ValidateConstraint"));
    }
}
