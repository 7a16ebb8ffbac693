package io.slipway.sql.analysis;

import io.slipway.sql.Node;
import io.slipway.sql.StatementKind;
import java.util.Map;

/** Tells what a statement is. */
final class Kinds {

    private static final Map<String, StatementKind> SIMPLE = Map.ofEntries(
            Map.entry("CreateStmt", StatementKind.CREATE_TABLE),
            Map.entry("IndexStmt", StatementKind.CREATE_INDEX),
            Map.entry("ViewStmt", StatementKind.CREATE_VIEW),
            Map.entry("CreateSeqStmt", StatementKind.CREATE_SEQUENCE),
            Map.entry("CreateSchemaStmt", StatementKind.CREATE_SCHEMA),
            Map.entry("CreateEnumStmt", StatementKind.CREATE_TYPE),
            Map.entry("CompositeTypeStmt", StatementKind.CREATE_TYPE),
            Map.entry("CreateRangeStmt", StatementKind.CREATE_TYPE),
            Map.entry("CreateDomainStmt", StatementKind.CREATE_TYPE),
            Map.entry("CreateFunctionStmt", StatementKind.CREATE_FUNCTION),
            Map.entry("CreateTrigStmt", StatementKind.CREATE_TRIGGER),
            Map.entry("CreateExtensionStmt", StatementKind.CREATE_EXTENSION),
            Map.entry("AlterSeqStmt", StatementKind.ALTER_SEQUENCE),
            Map.entry("AlterDomainStmt", StatementKind.ALTER_TYPE),
            Map.entry("AlterTypeStmt", StatementKind.ALTER_TYPE),
            Map.entry("DropStmt", StatementKind.DROP),
            Map.entry("CommentStmt", StatementKind.COMMENT),
            Map.entry("TruncateStmt", StatementKind.TRUNCATE),
            Map.entry("InsertStmt", StatementKind.INSERT),
            Map.entry("UpdateStmt", StatementKind.UPDATE),
            Map.entry("DeleteStmt", StatementKind.DELETE),
            Map.entry("MergeStmt", StatementKind.MERGE),
            Map.entry("CopyStmt", StatementKind.COPY),
            Map.entry("ExplainStmt", StatementKind.EXPLAIN),
            Map.entry("DeclareCursorStmt", StatementKind.CURSOR),
            Map.entry("FetchStmt", StatementKind.CURSOR),
            Map.entry("ClosePortalStmt", StatementKind.CURSOR),
            Map.entry("LockStmt", StatementKind.LOCK),
            Map.entry("ConstraintsSetStmt", StatementKind.SET),
            Map.entry("VariableShowStmt", StatementKind.SHOW),
            Map.entry("DiscardStmt", StatementKind.DISCARD),
            Map.entry("PrepareStmt", StatementKind.PREPARED),
            Map.entry("ExecuteStmt", StatementKind.PREPARED),
            Map.entry("DeallocateStmt", StatementKind.PREPARED),
            Map.entry("ListenStmt", StatementKind.NOTIFY),
            Map.entry("UnlistenStmt", StatementKind.NOTIFY),
            Map.entry("NotifyStmt", StatementKind.NOTIFY),
            Map.entry("LoadStmt", StatementKind.LOAD),
            Map.entry("DoStmt", StatementKind.DO),
            Map.entry("CallStmt", StatementKind.CALL),
            Map.entry("AlterDefaultPrivilegesStmt", StatementKind.GRANT),
            Map.entry("ClusterStmt", StatementKind.CLUSTER),
            Map.entry("ReindexStmt", StatementKind.REINDEX),
            Map.entry("RefreshMatViewStmt", StatementKind.REFRESH),
            Map.entry("CheckPointStmt", StatementKind.CHECKPOINT),
            Map.entry("CreateRoleStmt", StatementKind.ROLE),
            Map.entry("AlterRoleStmt", StatementKind.ROLE),
            Map.entry("AlterRoleSetStmt", StatementKind.ROLE),
            Map.entry("DropRoleStmt", StatementKind.ROLE),
            Map.entry("GrantRoleStmt", StatementKind.ROLE),
            Map.entry("DropOwnedStmt", StatementKind.ROLE),
            Map.entry("ReassignOwnedStmt", StatementKind.ROLE),
            Map.entry("CreatedbStmt", StatementKind.DATABASE),
            Map.entry("DropdbStmt", StatementKind.DATABASE),
            Map.entry("AlterDatabaseStmt", StatementKind.DATABASE),
            Map.entry("AlterDatabaseSetStmt", StatementKind.DATABASE),
            Map.entry("AlterDatabaseRefreshCollStmt", StatementKind.DATABASE),
            Map.entry("CreateTableSpaceStmt", StatementKind.TABLESPACE),
            Map.entry("DropTableSpaceStmt", StatementKind.TABLESPACE),
            Map.entry("AlterTableSpaceOptionsStmt", StatementKind.TABLESPACE),
            Map.entry("AlterSystemStmt", StatementKind.ALTER_SYSTEM),
            Map.entry("CreateSubscriptionStmt", StatementKind.SUBSCRIPTION),
            Map.entry("AlterSubscriptionStmt", StatementKind.SUBSCRIPTION),
            Map.entry("DropSubscriptionStmt", StatementKind.SUBSCRIPTION),
            Map.entry("CreatePublicationStmt", StatementKind.FOREIGN_DATA),
            Map.entry("AlterPublicationStmt", StatementKind.FOREIGN_DATA),
            Map.entry("CreateFdwStmt", StatementKind.FOREIGN_DATA),
            Map.entry("AlterFdwStmt", StatementKind.FOREIGN_DATA),
            Map.entry("CreateForeignServerStmt", StatementKind.FOREIGN_DATA),
            Map.entry("AlterForeignServerStmt", StatementKind.FOREIGN_DATA),
            Map.entry("CreateUserMappingStmt", StatementKind.FOREIGN_DATA),
            Map.entry("AlterUserMappingStmt", StatementKind.FOREIGN_DATA),
            Map.entry("DropUserMappingStmt", StatementKind.FOREIGN_DATA),
            Map.entry("CreateForeignTableStmt", StatementKind.FOREIGN_DATA),
            Map.entry("ImportForeignSchemaStmt", StatementKind.FOREIGN_DATA),
            Map.entry("AlterTableMoveAllStmt", StatementKind.ALTER_TABLE));

    private Kinds() {}

    static StatementKind of(Node statement) {
        return switch (statement.type()) {
            case "SelectStmt" -> statement.has("intoClause") ? StatementKind.CREATE_TABLE_AS : StatementKind.SELECT;
            case "CreateTableAsStmt" ->
                statement.text("objtype").equals("OBJECT_MATVIEW")
                        ? StatementKind.CREATE_MATERIALIZED_VIEW
                        : StatementKind.CREATE_TABLE_AS;
            case "DefineStmt" ->
                statement.text("kind").equals("OBJECT_TYPE") ? StatementKind.CREATE_TYPE : StatementKind.CREATE_OTHER;
            case "AlterEnumStmt" -> isAddition(statement) ? StatementKind.ADD_ENUM_VALUE : StatementKind.ALTER_TYPE;
            case "AlterTableStmt" -> alteration(statement.text("objtype"));
            case "RenameStmt", "AlterOwnerStmt", "AlterObjectSchemaStmt" -> shared(statement);
            case "TransactionStmt" -> transaction(statement.text("kind"));
            case "VariableSetStmt" ->
                statement.text("kind").startsWith("VAR_RESET") ? StatementKind.RESET : StatementKind.SET;
            case "GrantStmt" -> statement.flag("is_grant") ? StatementKind.GRANT : StatementKind.REVOKE;
            case "VacuumStmt" -> statement.flag("is_vacuumcmd") ? StatementKind.VACUUM : StatementKind.ANALYZE;
            default -> SIMPLE.getOrDefault(statement.type(), byPrefix(statement.type()));
        };
    }

    static boolean isAddition(Node alterEnum) {
        return !alterEnum.has("oldVal");
    }

    private static StatementKind alteration(String subject) {
        return switch (subject) {
            case "OBJECT_TABLE", "OBJECT_FOREIGN_TABLE" -> StatementKind.ALTER_TABLE;
            case "OBJECT_INDEX" -> StatementKind.ALTER_INDEX;
            case "OBJECT_VIEW", "OBJECT_MATVIEW" -> StatementKind.ALTER_VIEW;
            case "OBJECT_SEQUENCE" -> StatementKind.ALTER_SEQUENCE;
            case "OBJECT_TYPE" -> StatementKind.ALTER_TYPE;
            default -> StatementKind.ALTER_OTHER;
        };
    }

    /** RENAME, OWNER TO and SET SCHEMA serve every kind of object, also those beyond the database. */
    private static StatementKind shared(Node statement) {
        String subject = ObjectTypes.subject(statement);
        return switch (subject) {
            case "OBJECT_ROLE" -> StatementKind.ROLE;
            case "OBJECT_DATABASE" -> StatementKind.DATABASE;
            case "OBJECT_TABLESPACE" -> StatementKind.TABLESPACE;
            case "OBJECT_SUBSCRIPTION" -> StatementKind.SUBSCRIPTION;
            case "OBJECT_FOREIGN_SERVER", "OBJECT_FDW", "OBJECT_PUBLICATION" -> StatementKind.FOREIGN_DATA;
            default -> statement.is("RenameStmt") ? StatementKind.RENAME : alteration(subject);
        };
    }

    private static StatementKind transaction(String kind) {
        return switch (kind) {
            case "TRANS_STMT_BEGIN", "TRANS_STMT_START" -> StatementKind.BEGIN;
            case "TRANS_STMT_COMMIT" -> StatementKind.COMMIT;
            case "TRANS_STMT_ROLLBACK" -> StatementKind.ROLLBACK;
            case "TRANS_STMT_SAVEPOINT", "TRANS_STMT_RELEASE", "TRANS_STMT_ROLLBACK_TO" -> StatementKind.SAVEPOINT;
            default -> StatementKind.TWO_PHASE;
        };
    }

    private static StatementKind byPrefix(String type) {
        if (type.startsWith("Create") || type.equals("RuleStmt")) {
            return StatementKind.CREATE_OTHER;
        }
        return type.startsWith("Alter") ? StatementKind.ALTER_OTHER : StatementKind.OTHER;
    }
}
