package io.slipway.cli.report.file;

import io.slipway.cli.report.result.Level;
import io.slipway.cli.report.result.Note;
import io.slipway.cli.report.result.Result;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** GitLab's code quality report. It has no place for what is about no file; the merge request's note tells that. */
final class CodeQuality {

    private CodeQuality() {}

    static String write(Result result) {
        var issues = result.notes().stream()
                .filter(note -> !note.path().isEmpty())
                .map(CodeQuality::issue)
                .toList();
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(issues)
                + "\n";
    }

    private static Map<String, Object> issue(Note note) {
        return Map.of(
                "description",
                note.sentence(),
                "check_name",
                note.rule(),
                "fingerprint",
                note.fingerprint(),
                "severity",
                severity(note.level()),
                "location",
                Map.of("path", note.path(), "lines", Map.of("begin", Math.max(1, note.line()))));
    }

    private static String severity(Level level) {
        return switch (level) {
            case ERROR -> "critical";
            case WARNING -> "minor";
            case INFO -> "info";
        };
    }
}
