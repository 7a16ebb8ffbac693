package io.slipway.cli.report;

import io.slipway.cli.server.Api;
import io.slipway.cli.server.ClientException;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.IssueOptions;
import io.slipway.cli.server.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How long a rollout is followed, and what is done about it on the way. */
public final class FollowOptions {

    /** What becomes of a rollout whose pipeline is cancelled. */
    enum OnCancel {
        /** It is given up, unless a task is scheduled or runs. */
        CANCEL,
        LEAVE
    }

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Follow the rollout until it ends (default).")
    private boolean wait = true;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "30m",
            description = "How long to follow it (default: ${DEFAULT-VALUE}).")
    private String timeout = "";

    @Option(
            names = "--retry-failed",
            description = {"Try tasks that failed again, once.", "It takes a releaser who had no hand in the change."})
    private boolean retryFailed;

    @Option(
            names = "--on-cancel",
            paramLabel = "WHAT",
            defaultValue = "cancel",
            description = {
                "What becomes of the issue that it has opened if it is ended by a signal meanwhile:",
                "'cancel' gives it up unless a task is scheduled or runs, 'leave' lets it go on",
                "(default: ${DEFAULT-VALUE})."
            })
    private String onCancel = "";

    /** Refuse what cannot be understood before anything is done. */
    public void validate() {
        Durations.of(timeout);
        cancelled();
    }

    private OnCancel cancelled() {
        for (var known : OnCancel.values()) {
            if (known.name().equals(onCancel.toUpperCase(Locale.ROOT))) {
                return known;
            }
        }
        throw ClientException.usage(
                "on-cancel-invalid",
                "'%s' is nothing to do on a cancellation.".formatted(onCancel),
                "Say cancel or leave.");
    }

    public boolean wanted() {
        return wait;
    }

    /**
     * Follow an issue's rollout to its end.
     *
     * @param until the stage up to which stages that wait for a promotion are promoted, or empty
     * @param own whether this client has opened the issue, so that it may give it up
     */
    public Watch.Seen follow(Api api, Surroundings surroundings, String issue, String until, boolean own) {
        var interruption = Interruption.of(
                surroundings.out(), () -> own && cancelled() == OnCancel.CANCEL ? giveUp(api, issue) : left(issue));
        try {
            surroundings.out().println("Follows it for at most %s.".formatted(Durations.shown(Durations.of(timeout))));
            surroundings.out().flush();
            return followed(api, surroundings, issue, until);
        } finally {
            interruption.close();
        }
    }

    private Watch.Seen followed(Api api, Surroundings surroundings, String issue, String until) {
        var patience = Durations.of(timeout);
        var end = surroundings.clock().instant().plus(patience);
        var watch = new Watch(api, surroundings);
        var seen = watch.follow(issue, patience);
        var tried = !retryFailed;
        while (true) {
            if (isBelow(seen.issue(), until)) {
                post(api, seen.issue(), ":promote");
            } else if (!tried && seen.verdict().exitCode() == ExitCode.TASK_FAILED) {
                tried = true;
                post(api, seen.issue(), ":retry");
            } else {
                return seen;
            }
            seen = watch.follow(issue, left(surroundings.clock().instant(), end));
        }
    }

    private static Duration left(Instant now, Instant end) {
        return now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
    }

    /** Tell whether a stage waits for a promotion that is at most the one to go to. */
    private static boolean isBelow(JsonNode issue, String until) {
        var held = Verdict.reached(issue)
                .filter(stage -> stage.at("/waitsFor/kind").asString("").equals("promotion"))
                .map(Verdict::environment);
        if (until.isBlank() || held.isEmpty()) {
            return false;
        }
        List<String> order =
                issue.at("/stages").valueStream().map(Verdict::environment).toList();
        return order.indexOf(held.get()) <= order.indexOf(IssueOptions.plain(until));
    }

    private static void post(Api api, JsonNode issue, String what) {
        api.post(issue.at("/rollout").asString("") + what, Map.of());
    }

    private static String giveUp(Api api, String issue) {
        try {
            api.post(issue + ":withdraw", Map.of("unlessBusy", true));
            return "Interrupted: issue '%s' is withdrawn; what was done stays.".formatted(issue);
        } catch (ClientException e) {
            return "Interrupted: issue '%s' goes on. %s".formatted(issue, e.getMessage());
        }
    }

    private static String left(String issue) {
        return "Interrupted: issue '%s' goes on without this client; look with 'slipway status'.".formatted(issue);
    }
}
