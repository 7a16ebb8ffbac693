package io.slipway.cli.server;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an order is about: the stage that a rollout has reached, a stage by name, or one wave or task of it. */
public final class OrderOptions {

    @Mixin
    private final IssueOptions issue = new IssueOptions();

    @Option(
            names = "--stage",
            paramLabel = "ENVIRONMENT",
            defaultValue = "",
            description = "The stage; without it the one that the rollout has reached.")
    private String stage = "";

    @Option(names = "--task", paramLabel = "NUMBER", defaultValue = "", description = "One task of the stage.")
    private String task = "";

    @Option(
            names = "--wave",
            paramLabel = "NUMBER",
            defaultValue = "",
            description = "One wave of the stage, to be cancelled or rescheduled.")
    private String wave = "";

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; kept in the record.")
    private String reason = "";

    /** Return the resource name of what is meant. */
    public String name() {
        if (!task.isBlank() && !wave.isBlank()) {
            throw ClientException.usage(
                    "wave-and-task", "Both a wave and a task are given.", "Give --wave or --task, not both.");
        }
        var part = task.isBlank() ? part("waves", wave) : part("tasks", task);
        if (!stage.isBlank()) {
            return "%s/stages/%s%s".formatted(issue.rollout(), IssueOptions.plain(stage), part);
        }
        if (!part.isEmpty()) {
            throw ClientException.usage(
                    "stage-missing", "'%s' needs its stage.".formatted(part.substring(1)), "Give --stage too.");
        }
        return issue.rollout();
    }

    private static String part(String collection, String number) {
        return number.isBlank() ? "" : "/%s/%s".formatted(collection, IssueOptions.plain(number));
    }

    public String issue() {
        return issue.issue();
    }

    public String reason() {
        return reason;
    }

    /** Refuse to go on without one task. */
    public void requireTask() {
        if (task.isBlank()) {
            throw ClientException.usage(
                    "task-missing",
                    "Which task is meant is not said.",
                    "Give --stage and --task; 'slipway status' lists them.");
        }
    }
}
