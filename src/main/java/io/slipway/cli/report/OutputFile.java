package io.slipway.cli.report;

import io.slipway.cli.server.ClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The file that {@code --output} names. */
public final class OutputFile {

    private OutputFile() {}

    /** Tell whether a file is to hold variables, as jobs of a pipeline hand them on. */
    static boolean isVariables(Path file) {
        return file.toString().endsWith(".env");
    }

    /** Write variables, a line each: the form that GitLab's dotenv reports, GitHub's outputs and shells read. */
    static void writeVariables(Path file, Map<String, String> variables) {
        var text = new StringBuilder();
        variables.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        writeText(file, text.toString());
    }

    /** Write a result as JSON. */
    public static void write(Path file, Map<String, Object> content) {
        var json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        writeText(file, json.writeValueAsString(content) + "\n");
    }

    private static void writeText(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw ClientException.usage(
                    "output-unwritable",
                    "'%s' cannot be written (%s).".formatted(file, e.getMessage()),
                    "Give --output a path in a folder that is there.");
        }
    }
}
