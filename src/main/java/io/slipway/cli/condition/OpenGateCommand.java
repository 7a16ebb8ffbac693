package io.slipway.cli.condition;

import io.slipway.cli.report.Sentences;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.IssueOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Opens a gate that a stage's start waits for. */
@Command(
        name = "opengate",
        description = "As a service account or a releaser, open a gate that a stage's start waits for.")
public final class OpenGateCommand implements Callable<Integer> {

    @Mixin
    private final IssueOptions issue = new IssueOptions();

    @Option(names = "--stage", required = true, paramLabel = "ENVIRONMENT", description = "The stage.")
    private String stage = "";

    @Option(names = "--gate", required = true, paramLabel = "NAME", description = "The gate.")
    private String gate = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept in the record.")
    private String reason = "";

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    public OpenGateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.api();
        api.post(
                "%s/stages/%s/gates/%s:open".formatted(issue.rollout(), IssueOptions.plain(stage), gate),
                Map.of("reason", reason));
        Sentences.stages(api.get(issue.issue())).forEach(surroundings.out()::println);
        return ExitCode.DONE;
    }
}
