package io.slipway.sql;

/**
 * An object that a statement names.
 *
 * @param schema as written, or empty when the search path decides
 * @param name without the schema
 * @param type what it is, as far as the statement says
 * @param use what the statement does with it
 */
public record ObjectReference(String schema, String name, Type type, Use use) {

    /** What kind of object is named. */
    public enum Type {
        TABLE,
        INDEX,
        VIEW,
        MATERIALIZED_VIEW,
        SEQUENCE,
        FOREIGN_TABLE,
        /** Something that can stand in FROM; the statement alone does not say what. */
        RELATION,
        SCHEMA,
        /** An enum, composite, range or base type, or a domain. */
        TYPE,
        /** A function, procedure or aggregate. */
        FUNCTION,
        DATABASE,
        EXTENSION,
        OTHER
    }

    /** What the statement does with the object. */
    public enum Use {
        CREATED,
        ALTERED,
        DROPPED,
        /** Its rows are changed. */
        WRITTEN,
        READ
    }

    /** Return the name with the schema where one is written. */
    public String qualifiedName() {
        return schema.isEmpty() ? name : schema + "." + name;
    }

    public boolean hasSchema() {
        return !schema.isEmpty();
    }
}
