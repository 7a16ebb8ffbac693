package io.slipway.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the files of the compose set-up, as they are in the repository. */
public final class Compose {

    static final Path FILE = Path.of("docker-compose.yml");
    static final Path CAMUNDA = Path.of("src/docker/camunda/application.yaml");
    static final Path ROLES = Path.of("src/docker/postgres/init.sql");
    static final Path EXAMPLE = Path.of(".env.example");

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::-([^}]*)|:\\?[^}]*)?}");

    private Compose() {}

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode yaml(Path file) {
        return YAML.readTree(text(file));
    }

    /** Return the variables that a file wants as {@code ${NAME}}. */
    static Set<String> variables(Path file) {
        var names = new TreeSet<String>();
        text(file)
                .lines()
                .filter(line -> !line.strip().startsWith("#"))
                .forEach(line -> VARIABLE.matcher(line).results().forEach(found -> names.add(found.group(1))));
        return names;
    }

    /** Return the example's variables with their values. */
    static Map<String, String> example() {
        var values = new LinkedHashMap<String, String>();
        text(EXAMPLE)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("=", 2))
                .forEach(pair -> values.put(pair[0], pair[1]));
        return values;
    }

    /** Return a service's environment, where each variable has the value that is given, its default or its own name. */
    static Map<String, Object> environment(String service) {
        var environment = new LinkedHashMap<String, Object>();
        yaml(FILE)
                .at("/services/" + service + "/environment")
                .properties()
                .forEach(entry -> environment.put(
                        entry.getKey(), resolved(entry.getValue().asString())));
        return environment;
    }

    static String resolved(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> found.group(2) == null
                        ? found.group(1).toLowerCase(java.util.Locale.ROOT) + "-of-at-least-thirty-two-characters"
                        : found.group(2));
    }
}
