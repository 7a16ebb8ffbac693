package io.slipway.sql.parser;

import java.util.Map;

/** Names the nodes that stand in a field of one type only, where the tree leaves the name out. */
final class NodeTypes {

    /** The field by which a type is known, for the types that are looked for wherever they stand. */
    private static final Map<String, String> BY_FIELD = Map.ofEntries(
            Map.entry("relname", "RangeVar"),
            Map.entry("typemod", "TypeName"),
            Map.entry("funcname", "FuncCall"),
            Map.entry("limitOption", "SelectStmt"),
            Map.entry("ctes", "WithClause"),
            Map.entry("objname", "ObjectWithArgs"),
            Map.entry("onCommit", "IntoClause"),
            Map.entry("oncommit", "CreateStmt"),
            Map.entry("targtype", "GrantStmt"),
            Map.entry("roletype", "RoleSpec"));

    private NodeTypes() {}

    static String infer(Map<String, Object> fields) {
        for (String field : fields.keySet()) {
            String type = BY_FIELD.get(field);
            if (type != null) {
                return type;
            }
        }
        return fields.get("kind") instanceof String kind && kind.startsWith("VAR_") ? "VariableSetStmt" : "";
    }
}
