package io.slipway.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A node of PostgreSQL's parse tree, with the names of its own structures ({@code CreateStmt}, {@code ColumnDef}).
 *
 * <p>A field that is not there reads as empty, 0 or false, as in the tree itself. Trees can be tens of thousands of nodes deep:
 * walk them with {@link #descendants}, not by recursion.
 */
public final class Node {

    /** Stands for a field that is not there. */
    public static final Node NONE = new Node("", Map.of());

    private final String type;
    private final Map<String, Object> fields;

    private Node(String type, Map<String, Object> fields) {
        this.type = type;
        this.fields = fields;
    }

    /** Make a node of strings, longs, booleans, nodes and lists of these. */
    public static Node of(String type, Map<String, Object> fields) {
        return new Node(type, Collections.unmodifiableMap(new LinkedHashMap<>(fields)));
    }

    /** Return the same node under the given name. */
    public Node as(String wanted) {
        return new Node(wanted, fields);
    }

    /** Return the structure's name; empty for one that only ever stands in one field and is not told apart. */
    public String type() {
        return type;
    }

    public boolean is(String wanted) {
        return type.equals(wanted);
    }

    public boolean has(String field) {
        return fields.containsKey(field);
    }

    public String text(String field) {
        return fields.get(field) instanceof String text ? text : "";
    }

    public long number(String field) {
        return fields.get(field) instanceof Long number ? number : 0;
    }

    public boolean flag(String field) {
        return Boolean.TRUE.equals(fields.get(field));
    }

    public Node node(String field) {
        return fields.get(field) instanceof Node node ? node : NONE;
    }

    public List<Node> nodes(String field) {
        return fields.get(field) instanceof List<?> list ? nodesOf(list) : List.of();
    }

    /** Return the nodes in all fields, in the order of the tree. */
    public List<Node> children() {
        List<Node> children = new ArrayList<>();
        for (Object value : fields.values()) {
            if (value instanceof Node node) {
                children.add(node);
            } else if (value instanceof List<?> list) {
                children.addAll(nodesOf(list));
            }
        }
        return children;
    }

    private static List<Node> nodesOf(List<?> values) {
        return values.stream()
                .filter(Node.class::isInstance)
                .map(Node.class::cast)
                .toList();
    }

    /** Return this node and all below it, each before those below it. */
    public List<Node> descendants() {
        return descendants(node -> true);
    }

    /** Return this node and those below it, leaving out what lies below a node that is not to be entered. */
    public List<Node> descendants(Predicate<Node> enter) {
        List<Node> found = new ArrayList<>();
        Deque<Node> open = new ArrayDeque<>();
        open.push(this);
        while (!open.isEmpty()) {
            Node node = open.pop();
            found.add(node);
            if (enter.test(node)) {
                node.children().reversed().forEach(open::push);
            }
        }
        return found;
    }

    /** Return the type and the names of the fields; never what lies below. */
    @Override
    public String toString() {
        return type + fields.keySet();
    }
}
