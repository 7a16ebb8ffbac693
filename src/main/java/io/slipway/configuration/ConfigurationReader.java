package io.slipway.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads the text of a {@code slipway.yaml}.
 *
 * <p>A refusal names the line and the key but never repeats the text of the file, which may hold a secret by mistake.
 */
@Component
public final class ConfigurationReader {

    private final YAMLMapper yaml = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    /** Read the text. */
    public Configuration read(String text) {
        try {
            var configuration = yaml.readValue(text, Configuration.class);
            if (configuration == null) {
                throw new InvalidConfigurationException("The configuration is empty.");
            }
            refuseIncomplete(configuration, new KeyLines(yaml, text));
            return configuration;
        } catch (JacksonException e) {
            throw new InvalidConfigurationException(place(e, text) + reason(e), e);
        }
    }

    private static void refuseIncomplete(Configuration configuration, KeyLines lines) {
        var problems = new ArrayList<String>();
        configuration.sections().forEach((kind, entries) -> {
            for (var index = 0; index < entries.size(); index++) {
                var entry = entries.get(index);
                var subject =
                        "%sthe %s".formatted(lines.place("/%s/%d".formatted(kind.section(), index)), kind.label());
                var missing = entry == null ? List.of("name") : Fields.missing((Record) entry);
                missing.forEach(field -> problems.add("%s has no '%s'.".formatted(subject, field)));
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    private String place(JacksonException e, String text) {
        if (e instanceof DatabindException bound && !bound.getPath().isEmpty()) {
            var pointer = bound.getPath().stream()
                    .map(part -> "/" + (part.getPropertyName() != null ? part.getPropertyName() : part.getIndex()))
                    .collect(Collectors.joining());
            return new KeyLines(yaml, text).place(pointer);
        }
        var line = e.getLocation() == null ? -1 : e.getLocation().getLineNr();
        return line < 0 ? "" : "Line %d: ".formatted(line);
    }

    private static String reason(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                "%s is no key here; known are %s.".formatted(where(unknown), known(unknown));
            case ValueInstantiationException refused -> refusal(refused);
            case InvalidFormatException wrong ->
                "the value of %s is none that a %s has."
                        .formatted(where(wrong), wrong.getTargetType().getSimpleName());
            case DatabindException other -> "the value of %s has the wrong form.".formatted(where(other));
            default -> "this is not well-formed YAML.";
        };
    }

    private static String refusal(ValueInstantiationException e) {
        return e.getCause() instanceof NullPointerException missing
                ? "%s: %s.".formatted(where(e), missing.getMessage())
                : "the value of %s has the wrong form.".formatted(where(e));
    }

    private static String known(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds().stream()
                .map(Object::toString)
                .sorted()
                .map("'%s'"::formatted)
                .collect(Collectors.joining(", "));
    }

    private static String where(DatabindException e) {
        var path = e.getPath().stream()
                .map(part -> part.getPropertyName() != null ? part.getPropertyName() : "[" + part.getIndex() + "]")
                .collect(Collectors.joining("."))
                .replace(".[", "[");
        return path.isEmpty() ? "the configuration" : "'" + path + "'";
    }
}
