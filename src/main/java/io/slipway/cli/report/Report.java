package io.slipway.cli.report;

import io.slipway.cli.server.Api;
import io.slipway.cli.server.ClientException;
import io.slipway.cli.server.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is left when a rollout was followed: a line for each target, and a file for programs. */
public final class Report {

    private final Api api;
    private final Surroundings surroundings;

    public Report(Api api, Surroundings surroundings) {
        this.api = api;
        this.surroundings = surroundings;
    }

    /** Print where the issue stands, its errors, and each target; write the file if one is wanted. */
    public void print(JsonNode issue, Verdict verdict, String file) {
        var tasks = tasks(issue);
        var out = surroundings.out();
        issue.at("/findings")
                .valueStream()
                .filter(finding -> !finding.at("/level").asString("").equals("INFO"))
                .map(Sentences::finding)
                .forEach(out::println);
        tasks.forEach(task -> out.println(Sentences.task(task)));
        out.println(verdict.sentence());
        out.flush();
        if (!file.isBlank()) {
            write(surroundings.folder().resolve(file), issue, tasks, verdict);
        }
    }

    private List<JsonNode> tasks(JsonNode issue) {
        var tasks = new ArrayList<JsonNode>();
        issue.at("/stages")
                .forEach(stage -> tasks.addAll(api.list(stage.at("/name").asString("") + "/tasks")));
        return tasks;
    }

    private static void write(Path file, JsonNode issue, List<JsonNode> tasks, Verdict verdict) {
        var written = new LinkedHashMap<String, Object>();
        written.put("exitCode", verdict.exitCode());
        written.put("sentence", verdict.sentence());
        written.put("issue", issue);
        written.put("tasks", tasks);
        var json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        try {
            Files.writeString(file, json.writeValueAsString(written) + "\n");
        } catch (IOException e) {
            throw ClientException.usage(
                    "output-unwritable",
                    "'%s' cannot be written (%s).".formatted(file, e.getMessage()),
                    "Give --output a path in a folder that is there.");
        }
    }
}
