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

    /** Write a result as JSON. */
    public static void write(Path file, Map<String, Object> content) {
        var json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        try {
            Files.writeString(file, json.writeValueAsString(content) + "\n");
        } catch (IOException e) {
            throw ClientException.usage(
                    "output-unwritable",
                    "'%s' cannot be written (%s).".formatted(file, e.getMessage()),
                    "Give --output a path in a folder that is there.");
        }
    }
}
