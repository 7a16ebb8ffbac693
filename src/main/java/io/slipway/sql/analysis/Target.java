package io.slipway.sql.analysis;

import static io.slipway.sql.ObjectReference.Use.ALTERED;
import static io.slipway.sql.ObjectReference.Use.CREATED;
import static io.slipway.sql.ObjectReference.Use.DROPPED;
import static io.slipway.sql.ObjectReference.Use.WRITTEN;

import io.slipway.sql.Node;
import io.slipway.sql.ObjectReference.Type;
import io.slipway.sql.ObjectReference.Use;
import java.util.List;

/** The field of a node in which it names what it acts on. */
record Target(String field, Type type, Use use) {

    static List<Target> of(Node node) {
        return switch (node.type()) {
            case "CreateStmt" ->
                List.of(new Target("relation", Type.TABLE, CREATED), new Target("inhRelations", Type.TABLE, ALTERED));
            case "IntoClause" -> List.of(new Target("rel", Type.TABLE, CREATED));
            case "IndexStmt", "CreateTrigStmt", "RuleStmt" -> List.of(new Target("relation", Type.TABLE, ALTERED));
            case "CreatePolicyStmt", "AlterPolicyStmt" -> List.of(new Target("table", Type.TABLE, ALTERED));
            case "ViewStmt" -> List.of(new Target("view", Type.VIEW, CREATED));
            case "CreateSeqStmt" -> List.of(new Target("sequence", Type.SEQUENCE, CREATED));
            case "AlterSeqStmt" -> List.of(new Target("sequence", Type.SEQUENCE, ALTERED));
            case "CompositeTypeStmt" -> List.of(new Target("typevar", Type.TYPE, CREATED));
            case "CreateEnumStmt", "CreateRangeStmt" -> List.of(new Target("typeName", Type.TYPE, CREATED));
            case "CreateDomainStmt" -> List.of(new Target("domainname", Type.TYPE, CREATED));
            case "AlterEnumStmt", "AlterDomainStmt", "AlterTypeStmt" ->
                List.of(new Target("typeName", Type.TYPE, ALTERED));
            case "CreateFunctionStmt" -> List.of(new Target("funcname", Type.FUNCTION, CREATED));
            case "AlterFunctionStmt" -> List.of(new Target("func", Type.FUNCTION, ALTERED));
            case "AlterTableStmt" -> List.of(new Target("relation", ObjectTypes.type(node.text("objtype")), ALTERED));
            case "PartitionCmd" -> List.of(new Target("name", Type.TABLE, ALTERED));
            case "DefineStmt" -> List.of(new Target("defnames", ObjectTypes.type(node.text("kind")), CREATED));
            case "CreateSchemaStmt" -> List.of(new Target("schemaname", Type.SCHEMA, CREATED));
            case "CreateExtensionStmt" -> List.of(new Target("extname", Type.EXTENSION, CREATED));
            case "AlterExtensionStmt" -> List.of(new Target("extname", Type.EXTENSION, ALTERED));
            case "CreatedbStmt" -> List.of(new Target("dbname", Type.DATABASE, CREATED));
            case "AlterDatabaseStmt", "AlterDatabaseSetStmt" -> List.of(new Target("dbname", Type.DATABASE, ALTERED));
            case "DropdbStmt" -> List.of(new Target("dbname", Type.DATABASE, DROPPED));
            case "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt" ->
                List.of(new Target("relation", Type.TABLE, WRITTEN));
            case "TruncateStmt" -> List.of(new Target("relations", Type.TABLE, WRITTEN));
            case "RefreshMatViewStmt" -> List.of(new Target("relation", Type.MATERIALIZED_VIEW, WRITTEN));
            case "GrantStmt" -> granted(node);
            case "ClusterStmt" -> List.of(new Target("relation", Type.TABLE, ALTERED));
            case "ReindexStmt" -> List.of(new Target("relation", reindexed(node.text("kind")), ALTERED));
            default -> List.of();
        };
    }

    private static List<Target> granted(Node grant) {
        boolean relations = grant.nodes("objects").stream().anyMatch(object -> object.is("RangeVar"));
        return relations ? List.of(new Target("objects", Type.RELATION, ALTERED)) : List.of();
    }

    private static Type reindexed(String kind) {
        return kind.equals("REINDEX_OBJECT_INDEX") ? Type.INDEX : Type.TABLE;
    }
}
