package io.slipway.sql;

import static io.slipway.sql.StatementKind.Group.CLUSTER_WIDE;
import static io.slipway.sql.StatementKind.Group.CODE;
import static io.slipway.sql.StatementKind.Group.DATA;
import static io.slipway.sql.StatementKind.Group.DEFINITION;
import static io.slipway.sql.StatementKind.Group.MAINTENANCE;
import static io.slipway.sql.StatementKind.Group.PRIVILEGE;
import static io.slipway.sql.StatementKind.Group.QUERY;
import static io.slipway.sql.StatementKind.Group.SESSION;

/** What a statement is, as far as anybody here tells statements apart. */
public enum StatementKind {
    CREATE_TABLE(DEFINITION),
    CREATE_TABLE_AS(DEFINITION),
    CREATE_INDEX(DEFINITION),
    CREATE_VIEW(DEFINITION),
    CREATE_MATERIALIZED_VIEW(DEFINITION),
    CREATE_SEQUENCE(DEFINITION),
    CREATE_SCHEMA(DEFINITION),
    CREATE_TYPE(DEFINITION),
    CREATE_FUNCTION(DEFINITION),
    CREATE_TRIGGER(DEFINITION),
    CREATE_EXTENSION(DEFINITION),
    /** Policies, rules, casts, operators, statistics and whatever else can be created. */
    CREATE_OTHER(DEFINITION),
    ALTER_TABLE(DEFINITION),
    ALTER_INDEX(DEFINITION),
    ALTER_VIEW(DEFINITION),
    ALTER_SEQUENCE(DEFINITION),
    ALTER_TYPE(DEFINITION),
    /** ALTER TYPE … ADD VALUE. */
    ADD_ENUM_VALUE(DEFINITION),
    ALTER_OTHER(DEFINITION),
    RENAME(DEFINITION),
    DROP(DEFINITION),
    COMMENT(DEFINITION),
    /** Publications, foreign data wrappers, servers, user mappings and foreign tables. */
    FOREIGN_DATA(DEFINITION),
    TRUNCATE(DATA),
    INSERT(DATA),
    UPDATE(DATA),
    DELETE(DATA),
    MERGE(DATA),
    COPY(DATA),
    SELECT(QUERY),
    EXPLAIN(QUERY),
    CURSOR(QUERY),
    BEGIN(Group.TRANSACTION),
    COMMIT(Group.TRANSACTION),
    ROLLBACK(Group.TRANSACTION),
    SAVEPOINT(Group.TRANSACTION),
    /** PREPARE TRANSACTION, COMMIT PREPARED and ROLLBACK PREPARED. */
    TWO_PHASE(Group.TRANSACTION),
    LOCK(Group.TRANSACTION),
    SET(SESSION),
    RESET(SESSION),
    SHOW(SESSION),
    DISCARD(SESSION),
    /** PREPARE, EXECUTE and DEALLOCATE. */
    PREPARED(SESSION),
    NOTIFY(SESSION),
    LOAD(SESSION),
    DO(CODE),
    CALL(CODE),
    GRANT(PRIVILEGE),
    REVOKE(PRIVILEGE),
    VACUUM(MAINTENANCE),
    ANALYZE(MAINTENANCE),
    CLUSTER(MAINTENANCE),
    REINDEX(MAINTENANCE),
    /** REFRESH MATERIALIZED VIEW. */
    REFRESH(MAINTENANCE),
    CHECKPOINT(MAINTENANCE),
    /** CREATE, ALTER and DROP of roles, their settings, memberships and possessions. */
    ROLE(CLUSTER_WIDE),
    DATABASE(CLUSTER_WIDE),
    TABLESPACE(CLUSTER_WIDE),
    ALTER_SYSTEM(CLUSTER_WIDE),
    SUBSCRIPTION(CLUSTER_WIDE),
    OTHER(DEFINITION);

    /** Kinds that are mostly treated alike. */
    public enum Group {
        /** Changes what the database is made of. */
        DEFINITION,
        /** Changes rows. */
        DATA,
        /** Reads; a function that it calls may still write. */
        QUERY,
        /** Steers transactions. */
        TRANSACTION,
        /** Changes what the rest of the session sees. */
        SESSION,
        /** Runs code that the grammar cannot see through. */
        CODE,
        /** Changes who may do what. */
        PRIVILEGE,
        /** Rewrites or measures what is there. */
        MAINTENANCE,
        /** Reaches beyond the database. */
        CLUSTER_WIDE
    }

    private final Group group;

    StatementKind(Group group) {
        this.group = group;
    }

    public Group group() {
        return group;
    }
}
