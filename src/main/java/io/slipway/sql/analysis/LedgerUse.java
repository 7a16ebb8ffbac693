package io.slipway.sql.analysis;

import io.slipway.sql.Node;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells whether a single node names the ledger's schema or something in it. */
final class LedgerUse {

    /** Functions that take a name as text, or text that they execute. */
    private static final Set<String> TAKE_NAMES = Set.of(
            "nextval",
            "currval",
            "setval",
            "to_regclass",
            "to_regproc",
            "to_regprocedure",
            "to_regtype",
            "to_regnamespace",
            "pg_get_serial_sequence",
            "pg_total_relation_size",
            "query_to_xml",
            "table_to_xml",
            "schema_to_xml",
            "cursor_to_xml",
            "ts_stat",
            "ts_rewrite",
            "dblink",
            "dblink_exec",
            "lo_import",
            "pg_extension_config_dump");

    /** The fields that hold a name, part by part; other lists of words hold columns or labels. */
    private static final List<String> NAMES = List.of(
            "names",
            "items",
            "name",
            "funcname",
            "objname",
            "typeName",
            "domainname",
            "defnames",
            "collname",
            "opclass",
            "opclassname",
            "opfamilyname",
            "opfamily",
            "useOp",
            "operName",
            "handler_name",
            "plhandler",
            "plinline",
            "plvalidator",
            "conversion_name",
            "func_name",
            "cfgname",
            "dictname",
            "dicts");

    private final CodeReader reader;

    LedgerUse(CodeReader reader) {
        this.reader = reader;
    }

    boolean isIn(Node node) {
        return isSchemaField(node) || isQualifier(node) || isSchemaObject(node) || isNamedInText(node);
    }

    private boolean isLedger(String name) {
        return reader.isLedger(name);
    }

    private boolean isSchemaField(Node node) {
        boolean renamesSchema = node.is("RenameStmt") && node.text("renameType").equals("OBJECT_SCHEMA");
        boolean listsSchema = node.is("PublicationObjSpec")
                && node.text("pubobjtype").startsWith("PUBLICATIONOBJ_TABLES_IN")
                && isLedger(node.text("name"));
        boolean reindexesSchema = node.is("ReindexStmt") && isLedger(node.text("name"));
        return isLedger(node.text("schemaname"))
                || isLedger(node.text("newschema"))
                || isLedger(node.text("local_schema"))
                || renamesSchema && (isLedger(node.text("subname")) || isLedger(node.text("newname")))
                || listsSchema
                || reindexesSchema;
    }

    /** Tell whether a dotted name begins with the schema; a column's name does not count, where it would be a table's alias. */
    private boolean isQualifier(Node node) {
        return NAMES.stream().map(node::nodes).anyMatch(this::startsWithLedger);
    }

    private boolean startsWithLedger(List<Node> names) {
        return names.size() > 1
                && names.stream().allMatch(part -> part.is("String"))
                && Names.parts(names.subList(0, names.size() - 1)).stream().anyMatch(this::isLedger);
    }

    /** Tell whether the node is about schemas and one of them is the ledger's. */
    private boolean isSchemaObject(Node node) {
        boolean aboutSchemas = ObjectTypes.subject(node).equals("OBJECT_SCHEMA")
                || node.text("targtype").equals("ACL_TARGET_ALL_IN_SCHEMA")
                || node.text("defname").equals("schema")
                || node.text("defname").equals("schemas");
        return aboutSchemas
                && (node.nodes("objects").stream().anyMatch(this::isNamed)
                        || isNamed(node.node("object"))
                        || isNamed(node.node("arg")));
    }

    private boolean isNamed(Node name) {
        return Names.parts(name).stream().anyMatch(this::isLedger);
    }

    private boolean isNamedInText(Node node) {
        if (node.is("TypeCast")) {
            boolean toName =
                    Names.lastPart(node.node("typeName").nodes("names")).startsWith("reg");
            return toName && reader.namesLedger(constant(node.node("arg")));
        }
        return node.is("FuncCall")
                && TAKE_NAMES.contains(Names.lastPart(node.nodes("funcname")))
                && node.nodes("args").stream().anyMatch(argument -> reader.namesLedger(constant(argument)));
    }

    /** Tell whether one of the schemas of a search path is the ledger's. */
    boolean isOnPath(List<Node> values) {
        return values.stream()
                .flatMap(value -> List.of(constant(value).split(",")).stream())
                .map(schema -> schema.strip().replace("\"", "").toLowerCase(Locale.ROOT))
                .anyMatch(this::isLedger);
    }

    /** Return the text of a literal, also of one with a cast. */
    static String constant(Node node) {
        Node literal = node.is("TypeCast") ? node.node("arg") : node;
        return literal.is("A_Const") ? literal.node("sval").text("sval") : "";
    }
}
