package io.slipway.sql.analysis;

import io.slipway.sql.Node;
import io.slipway.sql.ObjectReference;
import io.slipway.sql.ObjectReference.Type;
import io.slipway.sql.ObjectReference.Use;
import io.slipway.sql.StatementDetail;
import java.util.List;
import java.util.stream.Stream;

/** Reads what the executor must know of a statement to find out later whether it took effect. */
final class Details {

    private Details() {}

    static List<StatementDetail> of(Node statement) {
        return switch (statement.type()) {
            case "IndexStmt" -> List.of(indexCreation(statement));
            case "DropStmt" -> indexDrop(statement);
            case "ReindexStmt" -> List.of(reindex(statement));
            case "AlterEnumStmt" -> enumValue(statement);
            case "AlterTableStmt" ->
                statement.nodes("cmds").stream()
                        .flatMap(command -> command(statement, command))
                        .toList();
            case "UpdateStmt", "DeleteStmt" -> rowChange(statement);
            default -> List.of();
        };
    }

    /** A statement that changes other tables' rows in its WITH as well is more than one change. */
    private static List<StatementDetail> rowChange(Node node) {
        boolean writesMore = node.node("withClause").descendants().stream().anyMatch(Details::writes);
        return writesMore
                ? List.of()
                : List.of(new StatementDetail.RowChange(
                        Names.reference(node.node("relation"), Type.TABLE, Use.WRITTEN),
                        node.nodes("targetList").stream()
                                .map(target -> target.text("name"))
                                .distinct()
                                .toList(),
                        !node.node("relation").flag("inh")));
    }

    private static boolean writes(Node node) {
        return switch (node.type()) {
            case "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt" -> true;
            default -> false;
        };
    }

    private static StatementDetail indexCreation(Node node) {
        return new StatementDetail.IndexCreation(
                node.text("idxname"),
                Names.reference(node.node("relation"), Type.TABLE, Use.ALTERED),
                node.flag("concurrent"),
                node.flag("if_not_exists"),
                node.flag("unique"));
    }

    private static List<StatementDetail> indexDrop(Node node) {
        if (!node.text("removeType").equals("OBJECT_INDEX")) {
            return List.of();
        }
        List<ObjectReference> indexes = node.nodes("objects").stream()
                .map(object -> Names.reference(object, Type.INDEX, Use.DROPPED))
                .toList();
        return List.of(new StatementDetail.IndexDrop(indexes, node.flag("concurrent"), node.flag("missing_ok")));
    }

    private static StatementDetail reindex(Node node) {
        ObjectReference target = switch (node.text("kind")) {
            case "REINDEX_OBJECT_INDEX" -> Names.reference(node.node("relation"), Type.INDEX, Use.ALTERED);
            case "REINDEX_OBJECT_TABLE" -> Names.reference(node.node("relation"), Type.TABLE, Use.ALTERED);
            case "REINDEX_OBJECT_SCHEMA" -> new ObjectReference("", node.text("name"), Type.SCHEMA, Use.ALTERED);
            default -> new ObjectReference("", node.text("name"), Type.DATABASE, Use.ALTERED);
        };
        return new StatementDetail.Reindex(target, Transactions.isConcurrentReindex(node));
    }

    private static List<StatementDetail> enumValue(Node node) {
        if (!Kinds.isAddition(node)) {
            return List.of();
        }
        ObjectReference type = Names.reference(Names.parts(node.nodes("typeName")), Type.TYPE, Use.ALTERED);
        return List.of(
                new StatementDetail.EnumValueAddition(type, node.text("newVal"), node.flag("skipIfNewValExists")));
    }

    private static Stream<StatementDetail> command(Node statement, Node command) {
        ObjectReference table = Names.reference(statement.node("relation"), Type.TABLE, Use.ALTERED);
        return switch (command.text("subtype")) {
            case "AT_DetachPartition" ->
                Stream.of(detach(table, command.node("def"), command.node("def").flag("concurrent"), false));
            case "AT_DetachPartitionFinalize" -> Stream.of(detach(table, command.node("def"), false, true));
            case "AT_ValidateConstraint" ->
                Stream.of(new StatementDetail.ConstraintValidation(table, command.text("name")));
            default -> Stream.empty();
        };
    }

    private static StatementDetail detach(
            ObjectReference parent, Node definition, boolean concurrently, boolean finalizing) {
        ObjectReference partition = Names.reference(definition.node("name"), Type.TABLE, Use.ALTERED);
        return new StatementDetail.PartitionDetach(parent, partition, concurrently, finalizing);
    }
}
