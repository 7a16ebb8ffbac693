package io.slipway.cli.edit;

import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.IssueOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes what diverged targets hold for equal. */
@Command(
        name = "accept",
        description = "Accept, as a releaser, what targets hold of an edited file as equal to the present text.")
public final class AcceptCommand implements Callable<Integer> {

    @Option(
            names = "--target",
            required = true,
            paramLabel = "TARGET",
            description = "A target as 'instance/database'; may be repeated.")
    private List<String> targets = List.of();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept in the record.")
    private String reason = "";

    @Mixin
    private final IssueOptions issue = new IssueOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    public AcceptCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        server.api().post(issue.issue() + ":acceptAsEqual", Map.of("targets", targets, "reason", reason));
        surroundings.out().println("Issue '%s' takes their text for equal.".formatted(issue.issue()));
        return ExitCode.DONE;
    }
}
