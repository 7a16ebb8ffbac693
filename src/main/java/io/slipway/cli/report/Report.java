package io.slipway.cli.report;

import io.slipway.cli.server.Api;
import io.slipway.cli.server.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What is left when a rollout was followed: a line for each target, and a file for programs. */
public final class Report {

    private final Api api;
    private final Surroundings surroundings;

    public Report(Api api, Surroundings surroundings) {
        this.api = api;
        this.surroundings = surroundings;
    }

    /** Print where the issue stands, its errors, and each target; write the file if one is wanted. Return the tasks. */
    public List<JsonNode> print(JsonNode issue, Verdict verdict, String file) {
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
        return tasks;
    }

    private List<JsonNode> tasks(JsonNode issue) {
        var tasks = new ArrayList<JsonNode>();
        issue.at("/stages")
                .forEach(stage -> tasks.addAll(api.list(stage.at("/name").asString("") + "/tasks")));
        return tasks;
    }

    private static void write(Path file, JsonNode issue, List<JsonNode> tasks, Verdict verdict) {
        if (OutputFile.isVariables(file)) {
            var variables = new LinkedHashMap<String, String>();
            variables.put("SLIPWAY_ISSUE", issue.at("/name").asString(""));
            variables.put("SLIPWAY_PLAN", issue.at("/plan").asString(""));
            OutputFile.writeVariables(file, variables);
            return;
        }
        var written = new LinkedHashMap<String, Object>();
        written.put("exitCode", verdict.exitCode());
        written.put("sentence", verdict.sentence());
        written.put("issue", issue);
        written.put("tasks", tasks);
        OutputFile.write(file, written);
    }
}
