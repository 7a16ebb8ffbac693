package io.slipway.sql.analysis;

import io.slipway.sql.Destruction;
import io.slipway.sql.Node;
import io.slipway.sql.ObjectReference.Type;

/** Translates PostgreSQL's names for kinds of objects. */
final class ObjectTypes {

    private ObjectTypes() {}

    /** Return what a statement that serves many kinds of objects is about, in PostgreSQL's words. */
    static String subject(Node statement) {
        String renamed = statement.text("renameType");
        boolean partOfRelation = renamed.equals("OBJECT_COLUMN")
                || renamed.equals("OBJECT_TABCONSTRAINT")
                || renamed.equals("OBJECT_ATTRIBUTE");
        return partOfRelation
                ? statement.text("relationType")
                : renamed + statement.text("objtype") + statement.text("objectType") + statement.text("removeType");
    }

    static Type type(String subject) {
        return switch (subject) {
            case "OBJECT_TABLE", "OBJECT_COLUMN", "OBJECT_TABCONSTRAINT" -> Type.TABLE;
            case "OBJECT_INDEX" -> Type.INDEX;
            case "OBJECT_VIEW" -> Type.VIEW;
            case "OBJECT_MATVIEW" -> Type.MATERIALIZED_VIEW;
            case "OBJECT_SEQUENCE" -> Type.SEQUENCE;
            case "OBJECT_FOREIGN_TABLE" -> Type.FOREIGN_TABLE;
            case "OBJECT_SCHEMA" -> Type.SCHEMA;
            case "OBJECT_TYPE", "OBJECT_DOMAIN" -> Type.TYPE;
            case "OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE", "OBJECT_AGGREGATE" -> Type.FUNCTION;
            case "OBJECT_DATABASE" -> Type.DATABASE;
            case "OBJECT_EXTENSION" -> Type.EXTENSION;
            case "OBJECT_TRIGGER", "OBJECT_POLICY", "OBJECT_RULE" -> Type.RELATION;
            default -> Type.OTHER;
        };
    }

    /** Tell whether the last part of the name is a part of the object before it. */
    static boolean isPartOfRelation(String subject) {
        return switch (subject) {
            case "OBJECT_COLUMN", "OBJECT_TABCONSTRAINT", "OBJECT_TRIGGER", "OBJECT_POLICY", "OBJECT_RULE" -> true;
            default -> false;
        };
    }

    static Destruction.Kind destruction(String subject) {
        return switch (type(subject)) {
            case TABLE, FOREIGN_TABLE -> Destruction.Kind.DROP_TABLE;
            case INDEX -> Destruction.Kind.DROP_INDEX;
            case VIEW -> Destruction.Kind.DROP_VIEW;
            case MATERIALIZED_VIEW -> Destruction.Kind.DROP_MATERIALIZED_VIEW;
            case SEQUENCE -> Destruction.Kind.DROP_SEQUENCE;
            case SCHEMA -> Destruction.Kind.DROP_SCHEMA;
            case TYPE -> Destruction.Kind.DROP_TYPE;
            case FUNCTION -> Destruction.Kind.DROP_FUNCTION;
            case DATABASE -> Destruction.Kind.DROP_DATABASE;
            case EXTENSION -> Destruction.Kind.DROP_EXTENSION;
            case RELATION, OTHER -> Destruction.Kind.DROP_OTHER;
        };
    }
}
