package io.slipway.cli.report;

import io.slipway.cli.report.result.Checked;
import io.slipway.cli.report.result.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Words where a rollout stands, so that everybody sees for whom it waits. */
public final class Sentences {

    private Sentences() {}

    /** Return one line per stage. */
    public static List<String> stages(JsonNode issue) {
        var lines = new ArrayList<String>();
        issue.at("/stages").forEach(stage -> lines.add(stage(stage)));
        return lines;
    }

    static String stage(JsonNode stage) {
        var environment = Verdict.environment(stage);
        var problem = stage.at("/problem").asString("");
        var warning = stage.at("/warning").asString("");
        return "%s: %s%s%s%s%s"
                .formatted(
                        environment,
                        state(stage),
                        problem.isEmpty() ? "" : " - " + problem,
                        warning.isEmpty() ? "" : " - " + warning,
                        catchUp(stage.at("/catchUp")),
                        conditions(stage));
    }

    private static String conditions(JsonNode stage) {
        var unmet = stage.at("/conditions")
                .valueStream()
                .filter(it -> !it.at("/met").asBoolean(true))
                .map(it -> "%s '%s' (%s)"
                        .formatted(
                                it.at("/kind").asString(""),
                                it.at("/name").asString(""),
                                it.at("/state").asString("").toLowerCase(Locale.ROOT)))
                .toList();
        return unmet.isEmpty() ? "" : " - starts after " + String.join(", ", unmet);
    }

    private static String catchUp(JsonNode leftOut) {
        var owed = leftOut.at("/owed").asInt(0);
        return owed == 0
                ? ""
                : " - left out (%s); %d targets must catch up before a later release: 'slipway catchup'"
                        .formatted(leftOut.at("/reason").asString(""), owed);
    }

    private static String state(JsonNode stage) {
        var waits = stage.at("/waitsFor");
        var counts = counts(stage);
        return switch (waits.at("/kind").asString("")) {
            case "approval" ->
                "waits for approval by %s (step %d of %d)"
                        .formatted(
                                waits.at("/role").asString("a member"),
                                waits.at("/step").asInt(1),
                                waits.at("/steps").asInt(1));
            case "release" -> "waits for a releaser to start it (%s)".formatted(counts);
            case "promotion" -> "waits for a releaser to promote the change";
            case "queue" ->
                "waits for its turn: %s".formatted(waits.at("/problem").asString(""));
            case "failures" -> "waits for a releaser to decide on failures (%s)".formatted(counts);
            case "edit" -> "waits for the creators to edit the change";
            case "start" -> "starts at %s".formatted(waits.at("/until").asString(""));
            default -> "%s (%s)".formatted(word(stage), counts);
        };
    }

    private static String word(JsonNode stage) {
        return switch (stage.at("/status").asString("")) {
            case "DONE" -> "done";
            case "REJECTED" -> "rejected";
            case "RELEASED", "CONFIRMED" -> "runs";
            default -> "not reached yet";
        };
    }

    private static String counts(JsonNode stage) {
        var counts = new ArrayList<String>();
        stage.at("/tasks")
                .propertyStream()
                .forEach(count -> counts.add(count.getValue().asString("") + " "
                        + count.getKey().toLowerCase(Locale.ROOT).replace('_', ' ')));
        return counts.isEmpty() ? "no tasks" : String.join(", ", counts);
    }

    /** Return a finding in one line. */
    public static String finding(JsonNode finding) {
        var line = finding.at("/line").asInt(0);
        var target = Checked.target(finding.at("/target"));
        return Plain.line("%-7s %s%s %s: %s%s %s"
                .formatted(
                        finding.at("/level").asString(""),
                        finding.at("/path").asString(""),
                        line == 0 ? "" : ":" + line,
                        finding.at("/code").asString(""),
                        target.isEmpty() ? "" : target + ": ",
                        finding.at("/text").asString(""),
                        finding.at("/help").asString("")));
    }

    /** Return what would happen on a target in one line. */
    public static String target(JsonNode target) {
        var files = target.at("/files")
                .valueStream()
                .map(file -> file.at("/path").asString(""))
                .toList();
        var risk = target.at("/risk").asString("");
        if (files.isEmpty()) {
            return Plain.line("%s: %s"
                    .formatted(
                            Checked.target(target.at("/target")),
                            risk.equals("unknown") ? "could not be read" : "nothing to apply"));
        }
        var rows = target.at("/affectedRows");
        return Plain.line("%s: %s; risk %s, %s%s"
                .formatted(
                        Checked.target(target.at("/target")),
                        String.join(", ", files),
                        risk,
                        rows.isNumber() ? "at most %s rows".formatted(rows.asString("")) : "an unknown number of rows",
                        target.at("/simulated").asBoolean(false) ? "" : "; not simulated"));
    }

    /** Return a target's task in one line. */
    static String task(JsonNode task) {
        var sentence = task.at("/sentence").asString("");
        var reason = task.at("/reason").asString("");
        var waitsFor = task.at("/waitsFor").asString("");
        var why = waitsFor.isEmpty()
                ? sentence.isEmpty() ? reason : sentence
                : "waits until '%s' has ended here".formatted(waitsFor);
        return Plain.line("%-11s %s%s"
                .formatted(
                        task.at("/status").asString(""),
                        task.at("/target").asString(""),
                        why.isEmpty() ? "" : "  " + why.replaceAll("\\s*\\R\\s*", " ")));
    }
}
