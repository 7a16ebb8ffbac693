package io.slipway.sql;

/**
 * Something that a statement may take away for good.
 *
 * @param kind what is lost
 * @param object the qualified name of what is lost; a column or constraint with its table
 * @param cascade whether what depends on it goes too
 */
public record Destruction(Kind kind, String object, boolean cascade) {

    /** What is lost. */
    public enum Kind {
        DROP_TABLE,
        DROP_COLUMN,
        DROP_SCHEMA,
        DROP_DATABASE,
        DROP_INDEX,
        DROP_VIEW,
        DROP_MATERIALIZED_VIEW,
        DROP_SEQUENCE,
        DROP_TYPE,
        DROP_FUNCTION,
        DROP_CONSTRAINT,
        DROP_EXTENSION,
        /** DROP OWNED: everything that a role possesses. */
        DROP_OWNED,
        DROP_OTHER,
        TRUNCATE,
        DELETE_WITHOUT_WHERE,
        UPDATE_WITHOUT_WHERE,
        /** ALTER COLUMN … TYPE may round, cut or refuse what is stored. */
        COLUMN_TYPE_CHANGE
    }
}
