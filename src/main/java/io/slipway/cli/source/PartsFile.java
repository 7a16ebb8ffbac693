package io.slipway.cli.source;

import io.slipway.cli.server.ClientException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A file that lists the parts of a change: what goes where, and after which other part. */
public record PartsFile(@Nullable List<Part> parts) {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .build();

    /**
     * One part.
     *
     * @param files patterns of the files that a release is made of, or else
     * @param release the name of one
     */
    public record Part(
            @Nullable String name,
            @Nullable List<String> files,
            @Nullable String release,
            @Nullable String track,
            @Nullable List<String> targets,
            @Nullable String after) {

        /** Return the part as the API takes it, its release made where it is not named. */
        Map<String, Object> request(ReleaseUpload upload, String project) {
            var made = release == null || release.isBlank()
                    ? upload.store(project, track == null ? "" : track, files == null ? List.of() : files)
                    : release;
            return Map.of(
                    "name", name == null ? "" : name,
                    "release", made.substring(made.lastIndexOf('/') + 1),
                    "targets", targets == null ? List.of() : targets,
                    "after", after == null ? "" : after);
        }
    }

    /** Read such a file. */
    public static PartsFile of(String path, String text) {
        PartsFile read;
        try {
            read = YAML.readValue(text, PartsFile.class);
        } catch (JacksonException e) {
            throw invalid(
                    path,
                    e.getOriginalMessage(),
                    e.getLocation() == null ? 0 : e.getLocation().getLineNr());
        }
        if (read == null || read.parts == null || read.parts.isEmpty()) {
            throw invalid(path, "it lists no parts", 0);
        }
        for (var part : read.parts) {
            if (part == null || (part.files == null) == (part.release == null) || part.targets == null) {
                throw invalid(path, "a part has not its 'targets' and either 'files' or a 'release'", 0);
            }
        }
        return read;
    }

    /** Return the parts as the API takes them; releases that are not named are made. */
    public List<Map<String, Object>> request(ReleaseUpload upload, String project) {
        return (parts == null ? List.<Part>of() : parts)
                .stream().map(part -> part.request(upload, project)).toList();
    }

    private static ClientException invalid(String path, String problem, int line) {
        return ClientException.usage(
                "parts-invalid",
                "'%s'%s lists no parts of a change: %s."
                        .formatted(path, line > 0 ? ", line " + line + "," : "", problem),
                "Write it as in 'parts: [{name: core, files: [core/*.sql], targets: [dev-1/core]}]'.");
    }
}
