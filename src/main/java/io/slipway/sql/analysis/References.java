package io.slipway.sql.analysis;

import io.slipway.sql.Node;
import io.slipway.sql.ObjectReference;
import io.slipway.sql.ObjectReference.Type;
import io.slipway.sql.ObjectReference.Use;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the objects that a statement names, and what it does with each. */
final class References {

    private final List<Node> nodes;
    private final Set<String> commonTables = new HashSet<>();
    private final Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<ObjectReference> found = new LinkedHashSet<>();

    private References(List<Node> nodes) {
        this.nodes = nodes;
    }

    static List<ObjectReference> of(List<Node> nodes) {
        References references = new References(nodes);
        nodes.forEach(references::collect);
        references.addReads();
        return List.copyOf(references.found);
    }

    /** The first to name an object says what it is, so that a node goes before the nodes in it. */
    private void collect(Node node) {
        for (Target target : Target.of(node)) {
            add(node, target);
        }
        switch (node.type()) {
            case "CommonTableExpr" -> commonTables.add(node.text("ctename"));
            case "CreateForeignTableStmt" -> add(node.node("base").node("relation"), Type.FOREIGN_TABLE, Use.CREATED);
            case "CreateTableAsStmt" ->
                add(node.node("into").node("rel"), ObjectTypes.type(node.text("objtype")), Use.CREATED);
            case "IndexStmt" -> addIndex(node);
            case "DropStmt" -> addDropped(node);
            case "CopyStmt" ->
                add(node, new Target("relation", Type.TABLE, node.flag("is_from") ? Use.WRITTEN : Use.READ));
            case "RenameStmt", "AlterOwnerStmt", "AlterObjectSchemaStmt", "CommentStmt" -> addAltered(node);
            default -> {
                // All it names is in the list of targets.
            }
        }
    }

    private void add(Node node, Target target) {
        Node single = node.node(target.field());
        List<Node> several = node.nodes(target.field());
        if (single != Node.NONE) {
            add(single, target.type(), target.use());
        } else if (!several.isEmpty() && several.getFirst().is("String")) {
            found.add(Names.reference(Names.parts(several), target.type(), target.use()));
        } else if (!several.isEmpty()) {
            several.forEach(name -> add(name, target.type(), target.use()));
        } else if (node.has(target.field())) {
            found.add(new ObjectReference("", node.text(target.field()), target.type(), target.use()));
        }
    }

    private void add(Node name, Type type, Use use) {
        if (done.add(name)) {
            found.add(Names.reference(name, type, use));
        }
    }

    /** An index lies in its table's schema, which its own name cannot say. */
    private void addIndex(Node node) {
        if (node.has("idxname")) {
            String schema = node.node("relation").text("schemaname");
            found.add(new ObjectReference(schema, node.text("idxname"), Type.INDEX, Use.CREATED));
        }
    }

    private void addDropped(Node node) {
        String subject = node.text("removeType");
        for (Node object : node.nodes("objects")) {
            if (ObjectTypes.isPartOfRelation(subject)) {
                found.add(Names.reference(withoutLast(Names.parts(object)), Type.RELATION, Use.ALTERED));
            } else {
                add(object, ObjectTypes.type(subject), Use.DROPPED);
            }
        }
    }

    private void addAltered(Node node) {
        String subject = ObjectTypes.subject(node);
        Type type = ObjectTypes.type(subject);
        if (node.has("relation")) {
            add(node.node("relation"), type, Use.ALTERED);
        } else if (node.has("object")) {
            List<String> parts = Names.parts(node.node("object"));
            List<String> object = ObjectTypes.isPartOfRelation(subject) ? withoutLast(parts) : parts;
            found.add(Names.reference(object, type, Use.ALTERED));
        } else if (node.has("subname")) {
            found.add(new ObjectReference("", node.text("subname"), type, Use.ALTERED));
        }
    }

    private static List<String> withoutLast(List<String> parts) {
        return parts.isEmpty() ? parts : parts.subList(0, parts.size() - 1);
    }

    /** Every relation without another use is read, unless its name is that of a common table expression. */
    private void addReads() {
        for (Node node : nodes) {
            boolean isCommonTable = !node.has("schemaname") && commonTables.contains(node.text("relname"));
            if (node.is("RangeVar") && !done.contains(node) && !isCommonTable) {
                found.add(Names.reference(node, Type.RELATION, Use.READ));
            }
        }
    }
}
