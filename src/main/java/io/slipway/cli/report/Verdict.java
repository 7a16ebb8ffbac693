package io.slipway.cli.report;

import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.IssueOptions;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How a rollout ended for the one who waits for it: an exit code and a sentence. */
public record Verdict(int exitCode, String sentence) {

    /** Return how an issue ended; empty while it may still go on without anybody mending anything. */
    public static Optional<Verdict> of(JsonNode issue) {
        var name = issue.at("/name").asString("");
        var status = issue.at("/status").asString("");
        if (status.equals("DONE")) {
            return verdict(ExitCode.DONE, "Issue '%s' is done.".formatted(name));
        }
        if (status.equals("CANCELED")) {
            var reason = issue.at("/closeReason").asString("");
            return verdict(
                    ExitCode.REJECTED,
                    "Issue '%s' is cancelled%s".formatted(name, reason.isEmpty() ? "." : ": " + reason));
        }
        if (issue.at("/editAsked").asBoolean(false)) {
            return verdict(
                    ExitCode.REJECTED,
                    "Issue '%s' was sent back: its creators are asked to edit the change.".formatted(name));
        }
        return reached(issue).flatMap(stage -> ofStage(issue, stage));
    }

    /** Return the first stage that is not done. */
    static Optional<JsonNode> reached(JsonNode issue) {
        return issue.at("/stages")
                .valueStream()
                .filter(stage -> !stage.at("/status").asString("").equals("DONE"))
                .findFirst();
    }

    private static Optional<Verdict> ofStage(JsonNode issue, JsonNode stage) {
        var environment = environment(stage);
        var waits = stage.at("/waitsFor/kind").asString("");
        var failed = count(stage, "FAILED") + count(stage, "UNKNOWN");
        if (waits.equals("failures") || (failed > 0 && !isRunning(stage))) {
            return verdict(
                    ExitCode.TASK_FAILED,
                    "%d of the tasks of stage '%s' failed or are unknown.".formatted(failed, environment));
        }
        if (stage.at("/status").asString("").equals("REJECTED")) {
            return verdict(ExitCode.REJECTED, "Stage '%s' was rejected.".formatted(environment));
        }
        if (waits.equals("promotion")) {
            return verdict(
                    ExitCode.DONE,
                    "Everything before stage '%s' is done; it waits for a promotion.".formatted(environment));
        }
        var errors = errors(issue, stage);
        if (errors > 0 && stage.at("/status").asString("").equals("OPEN")) {
            return verdict(
                    ExitCode.CHECKS_FAILED,
                    "The checks found %d errors for stage '%s'.".formatted(errors, environment));
        }
        if (count(stage, "CANCELED") > 0 && stage.at("/status").asString("").equals("OPEN") && !isRunning(stage)) {
            return verdict(
                    ExitCode.REJECTED,
                    "The start of stage '%s' was cancelled: %s"
                            .formatted(environment, stage.at("/problem").asString("a releaser decides anew.")));
        }
        return Optional.empty();
    }

    private static boolean isRunning(JsonNode stage) {
        return count(stage, "PENDING") + count(stage, "RUNNING") > 0;
    }

    private static long count(JsonNode stage, String status) {
        return stage.at("/tasks/" + status).asLong(0);
    }

    private static long errors(JsonNode issue, JsonNode stage) {
        return issue.at("/findings")
                .valueStream()
                .filter(finding -> finding.at("/level").asString("").equals("ERROR"))
                .filter(finding -> finding.at("/environment").equals(stage.at("/environment")))
                .count();
    }

    static String environment(JsonNode stage) {
        return IssueOptions.plain(stage.at("/environment").asString(""));
    }

    private static Optional<Verdict> verdict(int exitCode, String sentence) {
        return Optional.of(new Verdict(exitCode, sentence));
    }
}
