package io.slipway.cli.report.file;

import io.slipway.cli.report.result.Level;
import io.slipway.cli.report.result.Note;
import io.slipway.cli.report.result.Result;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** SARIF 2.1.0. What is about no file is a notification, since readers want a place in the source for each result. */
final class Sarif {

    private static final String ROOT = "%SRCROOT%";

    private Sarif() {}

    static String write(Result result) {
        var rules = result.notes().stream().map(Note::rule).distinct().toList();
        var driver = Map.of(
                "name",
                "Slipway",
                "rules",
                rules.stream().map(rule -> Map.of("id", rule)).toList());
        var run = new LinkedHashMap<String, Object>();
        run.put("tool", Map.of("driver", driver));
        run.put("automationDetails", Map.of("id", result.key() + "/"));
        run.put("columnKind", "utf16CodeUnits");
        run.put("originalUriBaseIds", Map.of(ROOT, Map.of("description", text("The root of the repository."))));
        run.put(
                "invocations",
                List.of(Map.of(
                        "executionSuccessful",
                        true,
                        "toolExecutionNotifications",
                        ofNoFile(result).map(Sarif::notification).toList())));
        run.put(
                "results",
                result.notes().stream()
                        .filter(note -> !note.path().isEmpty())
                        .map(note -> result(note, rules.indexOf(note.rule())))
                        .toList());
        var log = new LinkedHashMap<String, Object>();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(log)
                + "\n";
    }

    private static Stream<Note> ofNoFile(Result result) {
        return result.notes().stream().filter(note -> note.path().isEmpty());
    }

    private static Map<String, Object> notification(Note note) {
        return Map.of(
                "descriptor",
                Map.of("id", note.rule()),
                "level",
                level(note.level()),
                "message",
                text(note.sentence()));
    }

    private static Map<String, Object> result(Note note, int rule) {
        // GitHub shows no result without a line.
        var place = Map.of(
                "artifactLocation",
                Map.of("uri", uri(note.path()), "uriBaseId", ROOT),
                "region",
                Map.of("startLine", Math.max(1, note.line())));
        var result = new LinkedHashMap<String, Object>();
        result.put("ruleId", note.rule());
        result.put("ruleIndex", rule);
        result.put("level", level(note.level()));
        result.put("message", text(note.sentence()));
        result.put("locations", List.of(Map.of("physicalLocation", place)));
        result.put("partialFingerprints", Map.of("slipwayFinding/v1", note.fingerprint()));
        return result;
    }

    /** Readers make a link of what looks like Markdown's, and nobody knows where one in untrusted text leads. */
    private static Map<String, String> text(String text) {
        return Map.of("text", text.replace("](", "] ("));
    }

    private static String uri(String path) {
        return Stream.of(path.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    private static String level(Level level) {
        return switch (level) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }
}
