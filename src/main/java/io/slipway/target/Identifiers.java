package io.slipway.target;

import java.util.List;
import java.util.stream.Collectors;

/** Names written so that PostgreSQL takes them as they are. */
public final class Identifiers {

    private Identifiers() {}

    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    public static String quoted(List<String> names) {
        return names.stream().map(Identifiers::quoted).collect(Collectors.joining(", "));
    }
}
