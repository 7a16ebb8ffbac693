package io.slipway.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.camunda.dmn.DmnEngine;
import org.camunda.dmn.parser.ParsedDmn;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A decision table of the bundle, evaluated by the engine library that Zeebe has inside. */
final class DecisionTable {

    private static final DmnEngine ENGINE = new DmnEngine.Builder().build();

    private final String id;
    private final Path file;
    private final ParsedDmn parsed;

    private DecisionTable(String id, Path file, ParsedDmn parsed) {
        this.id = id;
        this.file = file;
        this.parsed = parsed;
    }

    static DecisionTable named(String id) {
        return edited(id, text -> text);
    }

    /** Return the table as an owner might have changed it. */
    static DecisionTable edited(String id, UnaryOperator<String> edit) {
        var file = Path.of("bpmn", id + ".dmn");
        try {
            var text = edit.apply(Files.readString(file));
            var parsed = ENGINE.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            if (parsed.isLeft()) {
                throw new IllegalStateException(parsed.left().toOption().get().message());
            }
            return new DecisionTable(id, file, parsed.toOption().get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return what the table says, as the engine's answer is read. */
    JsonNode of(Map<String, ?> inputs) {
        var result = ENGINE.eval(parsed, id, Map.<String, Object>copyOf(inputs));
        if (result.isLeft()) {
            throw new IllegalStateException(
                    result.left().toOption().get().failure().message());
        }
        return JsonMapper.shared().valueToTree(plain(result.toOption().get().value()));
    }

    /** Return what the table says of inputs that are written as a JSON object. */
    JsonNode of(String inputs) {
        return of(JsonMapper.shared().readValue(inputs, new TypeReference<Map<String, Object>>() {}));
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case scala.collection.Map<?, ?> map -> {
                var copy = new HashMap<Object, @Nullable Object>();
                CollectionConverters.asJava(map).forEach((key, entry) -> copy.put(key, plain(entry)));
                yield copy;
            }
            case scala.collection.Seq<?> list ->
                CollectionConverters.asJava(list).stream()
                        .map(DecisionTable::plain)
                        .toList();
            case scala.math.BigDecimal number -> number.bigDecimal();
            default -> value;
        };
    }

    /** Return the names that the table's rows give themselves, in their order. */
    List<String> rows() {
        try {
            return Files.readString(file)
                    .lines()
                    .dropWhile(line -> !line.contains("<rule "))
                    .filter(line -> line.contains("outputEntry id=") && line.contains("_Row\""))
                    .map(line -> line.replaceFirst(".*Then_(.*)_Row\".*", "$1"))
                    .map(name -> name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
