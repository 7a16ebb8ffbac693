package io.slipway.sql.parser;

import io.slipway.sql.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Turns the module's JSON into nodes, without recursion, since a tree may be tens of thousands of levels deep. */
public final class TreeReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** An object or array that is being read. */
    private static final class Frame {

        private final Map<String, Object> fields = new LinkedHashMap<>();
        private final List<Object> elements = new ArrayList<>();
        private final boolean array;
        private String name = "";

        Frame(boolean array) {
            this.array = array;
        }

        void add(Object value) {
            if (array) {
                elements.add(value);
            } else {
                fields.put(name, value);
            }
        }

        Object close() {
            return array ? List.copyOf(elements) : node(fields);
        }
    }

    private final Deque<Frame> open = new ArrayDeque<>();
    private Object last = Node.NONE;

    private TreeReader() {}

    public static Node read(byte[] json) {
        TreeReader reader = new TreeReader();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                reader.accept(token, parser);
            }
        }
        return reader.last instanceof Node node ? node : Node.NONE;
    }

    private void accept(JsonToken token, JsonParser parser) {
        switch (token) {
            case START_OBJECT -> open.push(new Frame(false));
            case START_ARRAY -> open.push(new Frame(true));
            case END_OBJECT, END_ARRAY -> finish(open.pop().close());
            case PROPERTY_NAME -> open.getFirst().name = parser.currentName();
            case VALUE_STRING -> finish(parser.getString());
            case VALUE_NUMBER_INT -> finish(parser.getLongValue());
            case VALUE_TRUE -> finish(true);
            case VALUE_FALSE -> finish(false);
            default -> throw new IllegalStateException("A parse tree holds no " + token + ".");
        }
    }

    private void finish(Object value) {
        if (open.isEmpty()) {
            last = value;
        } else {
            open.getFirst().add(value);
        }
    }

    /** A node of any type is wrapped in an object whose only field is the type's name; fields start in lower case. */
    private static Node node(Map<String, Object> fields) {
        if (fields.size() == 1) {
            Map.Entry<String, Object> only = fields.entrySet().iterator().next();
            if (Character.isUpperCase(only.getKey().charAt(0)) && only.getValue() instanceof Node inner) {
                return inner.as(only.getKey());
            }
        }
        return Node.of(NodeTypes.infer(fields), fields);
    }
}
