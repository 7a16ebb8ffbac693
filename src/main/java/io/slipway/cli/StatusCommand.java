package io.slipway.cli;

import io.slipway.cli.report.Durations;
import io.slipway.cli.report.Report;
import io.slipway.cli.report.Sentences;
import io.slipway.cli.report.Verdict;
import io.slipway.cli.report.Watch;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.IssueOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells where a rollout stands, and follows it if asked to. */
@Command(name = "status", description = "Tell where a rollout stands, for whom it waits, and what its tasks did.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private final IssueOptions issue = new IssueOptions();

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "false",
            fallbackValue = "true",
            description = "Follow the rollout until it ends.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "30m",
            description = "How long to follow it (default: ${DEFAULT-VALUE}).")
    private String timeout = "";

    @Option(names = "--output", paramLabel = "FILE", defaultValue = "", description = "Write the result as JSON.")
    private String output = "";

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.api();
        if (wait) {
            var seen = new Watch(api, surroundings).follow(issue.issue(), Durations.of(timeout));
            new Report(api, surroundings).print(seen.issue(), seen.verdict(), output);
            return seen.verdict().exitCode();
        }
        var found = api.get(issue.issue());
        surroundings.out().println(found.at("/title").asString(""));
        Sentences.stages(found).forEach(surroundings.out()::println);
        var verdict = Verdict.of(found)
                .orElse(new Verdict(
                        ExitCode.DONE,
                        "Issue '%s' is %s."
                                .formatted(
                                        issue.issue(),
                                        found.at("/status").asString("").toLowerCase(java.util.Locale.ROOT))));
        new Report(api, surroundings).print(found, verdict, output);
        return verdict.exitCode();
    }
}
