package io.slipway.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Writes the reference of the API from what the API says of itself: operations by resource, and the shapes that they take and give. */
final class ApiReference {

    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final Pattern PAGE = Pattern.compile("PageView(.+)");

    private final JsonNode api;
    private final StringBuilder text = new StringBuilder();

    ApiReference(JsonNode api) {
        this.api = api;
    }

    /** Return the text, in Markdown. */
    String markdown() {
        var byResource = new TreeMap<String, List<String>>();
        api.at("/paths")
                .propertyStream()
                .map(Map.Entry::getKey)
                .sorted()
                .forEach(path -> byResource
                        .computeIfAbsent(resource(path), any -> new ArrayList<>())
                        .add(path));
        byResource.forEach((resource, paths) -> {
            line("## " + resource);
            line("");
            paths.forEach(path -> METHODS.stream()
                    .filter(method -> api.at("/paths").path(path).has(method))
                    .forEach(method ->
                            operation(method, path, api.at("/paths").path(path).path(method))));
        });
        shapes();
        return '\n' + text.toString().strip() + '\n';
    }

    /** Return what a path is about: its last part that is no variable, without a custom method. */
    private static String resource(String path) {
        var parts = path.replaceFirst("^/v1/", "").replaceFirst(":\\w+$", "").split("/");
        var last = "";
        for (var part : parts) {
            last = part.startsWith("{") ? last : part;
        }
        return Character.toUpperCase(last.charAt(0)) + last.substring(1);
    }

    private void operation(String method, String path, JsonNode operation) {
        line("### `%s %s`".formatted(method.toUpperCase(Locale.ROOT), path));
        line("");
        var description = operation.at("/description").asString("");
        line(description.isEmpty() ? operation.at("/summary").asString("") : description);
        line("");
        operation.at("/parameters").forEach(parameter -> {
            if (!parameter.at("/in").asString().equals("path")) {
                line("- %s `%s`%s"
                        .formatted(
                                parameter.at("/in").asString(),
                                parameter.at("/name").asString(),
                                said(parameter.at("/description").asString(""))));
            }
        });
        operation
                .at("/requestBody/content")
                .propertyStream()
                .forEach(content -> line("- body: %s%s"
                        .formatted(
                                type(content.getValue().path("schema")),
                                content.getKey().equals("application/json") ? "" : ", `" + content.getKey() + "`")));
        operation
                .at("/responses")
                .propertyStream()
                .filter(response -> !response.getKey().equals("default"))
                .forEach(
                        response -> line("- answer: %s%s".formatted(response.getKey(), answered(response.getValue()))));
        line("");
    }

    private String answered(JsonNode response) {
        var types = new TreeSet<String>();
        response.at("/content").propertyStream().forEach(content -> {
            var type = type(content.getValue().path("schema"));
            types.add(type.equals("object") ? "`" + content.getKey() + "`" : type);
        });
        return types.isEmpty() ? "" : ", " + String.join(", ", types);
    }

    private void shapes() {
        line("## Shapes");
        line("");
        var schemas = api.at("/components/schemas");
        schemas.propertyStream()
                .sorted(Map.Entry.comparingByKey())
                .filter(schema -> !PAGE.matcher(schema.getKey()).matches())
                .filter(schema -> !schema.getValue().at("/properties").isEmpty())
                .forEach(schema -> shape(schema.getKey(), schema.getValue()));
    }

    private void shape(String name, JsonNode schema) {
        line("### " + name);
        line("");
        var description = schema.at("/description").asString("");
        if (!description.isEmpty()) {
            line(description);
            line("");
        }
        schema.at("/properties")
                .propertyStream()
                .forEach(field -> line("- `%s`: %s%s"
                        .formatted(
                                field.getKey(),
                                type(field.getValue()),
                                said(field.getValue().at("/description").asString("")))));
        line("");
    }

    private static String said(String description) {
        return description.isEmpty() ? "" : ", " + description;
    }

    private String type(JsonNode schema) {
        if (schema.has("$ref")) {
            var name = schema.at("/$ref").asString().replaceFirst(".*/", "");
            var page = PAGE.matcher(name);
            if (page.matches()) {
                return "page of " + link(page.group(1));
            }
            var described = api.at("/components/schemas").path(name);
            return described.has("properties") ? link(name) : "object";
        }
        if (schema.has("items")) {
            return "list of " + type(schema.path("items"));
        }
        if (schema.at("/additionalProperties").isObject()) {
            return "map to " + type(schema.path("additionalProperties"));
        }
        var format = schema.at("/format").asString("");
        return format.equals("date-time") ? "time" : schema.at("/type").asString("object");
    }

    private static String link(String name) {
        return "[%s](#%s)".formatted(name, name.toLowerCase(Locale.ROOT));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
