package io.slipway.sql.analysis;

import io.slipway.sql.Node;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the options in parentheses of a statement, as PostgreSQL does: one without a value is on. */
final class Options {

    private static final Set<String> OFF = Set.of("false", "off");

    private Options() {}

    static Optional<Node> find(List<Node> options, String name) {
        return options.stream()
                .filter(option -> option.is("DefElem") && option.text("defname").equals(name))
                .reduce((earlier, later) -> later);
    }

    static boolean isOn(List<Node> options, String name, boolean absent) {
        return find(options, name).map(Options::isOn).orElse(absent);
    }

    private static boolean isOn(Node option) {
        Node value = option.node("arg");
        return switch (value.type()) {
            case "Boolean" -> value.flag("boolval");
            case "Integer" -> value.number("ival") != 0;
            // A word that is not reserved reads as the name of a type.
            case "String", "TypeName" ->
                Names.parts(value).stream()
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .noneMatch(OFF::contains);
            default -> true;
        };
    }
}
