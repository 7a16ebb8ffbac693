package io.slipway.sql.analysis;

import io.slipway.sql.Node;
import io.slipway.sql.ObjectReference;
import io.slipway.sql.ObjectReference.Type;
import io.slipway.sql.ObjectReference.Use;
import java.util.ArrayList;
import java.util.List;

/** Reads names, which the parse tree spells in half a dozen ways. */
final class Names {

    private Names() {}

    /** Return the parts of a possibly qualified name, the outermost first. */
    static List<String> parts(Node name) {
        return switch (name.type()) {
            case "String" -> List.of(name.text("sval"));
            case "List" -> parts(name.nodes("items"));
            case "TypeName" -> parts(name.nodes("names"));
            case "ObjectWithArgs" -> parts(name.nodes("objname"));
            case "RangeVar" -> present(name.text("catalogname"), name.text("schemaname"), name.text("relname"));
            default -> List.of();
        };
    }

    static List<String> parts(List<Node> names) {
        return names.stream()
                .filter(part -> part.is("String"))
                .map(part -> part.text("sval"))
                .toList();
    }

    private static List<String> present(String... parts) {
        List<String> present = new ArrayList<>(List.of(parts));
        present.removeIf(String::isEmpty);
        return present;
    }

    /** Make a reference of the last two parts; a database's name before them says nothing new. */
    static ObjectReference reference(List<String> parts, Type type, Use use) {
        int size = parts.size();
        String schema = size > 1 ? parts.get(size - 2) : "";
        return new ObjectReference(schema, size == 0 ? "" : parts.getLast(), type, use);
    }

    static ObjectReference reference(Node name, Type type, Use use) {
        return reference(parts(name), type, use);
    }

    static String qualified(Node name) {
        return String.join(".", parts(name));
    }

    static String lastPart(List<Node> names) {
        List<String> parts = parts(names);
        return parts.isEmpty() ? "" : parts.getLast();
    }
}
