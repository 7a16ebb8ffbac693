package io.slipway.cli.report.result;

import io.slipway.cli.report.result.Case.State;
import io.slipway.cli.report.result.Result.Outcome;
import io.slipway.cli.server.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** Makes a result of an issue whose rollout was followed. */
public final class RolledOut {

    private RolledOut() {}

    /**
     * Make the result.
     *
     * @param tasks of all stages
     * @param inRepository gives the path by which the repository calls a file
     */
    public static Result of(
            JsonNode issue, List<JsonNode> tasks, int exitCode, String sentence, UnaryOperator<String> inRepository) {
        var notes = new ArrayList<Note>();
        issue.at("/findings")
                .forEach(finding -> notes.add(Checked.note(finding, last(finding.at("/environment")), inRepository)));
        tasks.stream().filter(RolledOut::isBad).map(RolledOut::note).forEach(notes::add);
        return new Result(
                "rollout of " + project(issue),
                outcome(exitCode),
                sentence,
                issue.at("/url").asString(""),
                notes,
                table(tasks),
                cases(tasks));
    }

    private static Outcome outcome(int exitCode) {
        return switch (exitCode) {
            case ExitCode.DONE -> Outcome.PASSED;
            case ExitCode.WAITING -> Outcome.WAITING;
            default -> Outcome.FAILED;
        };
    }

    private static String project(JsonNode issue) {
        var parts = issue.at("/name").asString("").split("/");
        return parts.length > 1 ? parts[1] : "";
    }

    private static String last(JsonNode name) {
        var text = name.asString("");
        return text.substring(text.lastIndexOf('/') + 1);
    }

    private static boolean isBad(JsonNode task) {
        var status = task.at("/status").asString("");
        return status.equals("FAILED") || status.equals("UNKNOWN");
    }

    private static Note note(JsonNode task) {
        var code = task.at("/code").asString("");
        return new Note(
                Level.ERROR,
                code.isEmpty() ? "task-failed" : code,
                "",
                0,
                Checked.target(task.at("/target")),
                why(task),
                "Look at the task '%s'.".formatted(task.at("/name").asString("")));
    }

    private static String why(JsonNode task) {
        var sentence = task.at("/sentence").asString("");
        return sentence.isEmpty() ? task.at("/reason").asString("") : sentence;
    }

    private static String stage(JsonNode task) {
        var parts = task.at("/name").asString("").split("/");
        return parts.length > 5 ? parts[5] : "";
    }

    private static Table table(List<JsonNode> tasks) {
        return new Table(
                List.of("Stage", "Target", "Status", "What happened"),
                tasks.stream()
                        .map(task -> List.of(
                                stage(task),
                                Checked.target(task.at("/target")),
                                task.at("/status").asString(""),
                                why(task)))
                        .toList());
    }

    private static List<Case> cases(List<JsonNode> tasks) {
        return tasks.stream()
                .map(task -> new Case(stage(task), Checked.target(task.at("/target")), state(task), why(task)))
                .toList();
    }

    private static State state(JsonNode task) {
        return switch (task.at("/status").asString("")) {
            case "DONE" -> State.PASSED;
            case "FAILED", "UNKNOWN" -> State.FAILED;
            default -> State.SKIPPED;
        };
    }
}
