package io.slipway.cli;

import io.slipway.cli.report.Sentences;
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

/** Overrides freezes for one stage in an emergency. */
@Command(
        name = "override",
        description = "As an owner, let one stage start in spite of freezes; they hold for everything else.")
final class OverrideCommand implements Callable<Integer> {

    @Mixin
    private final IssueOptions issue = new IssueOptions();

    @Option(names = "--stage", required = true, paramLabel = "ENVIRONMENT", description = "The stage.")
    private String stage = "";

    @Option(
            names = "--freeze",
            required = true,
            paramLabel = "NAME",
            split = ",",
            description = "The freeze; may be repeated. One that is declared later is not covered.")
    private List<String> freezes = List.of();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept in the record.")
    private String reason = "";

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    OverrideCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.api();
        var name = "%s/stages/%s".formatted(issue.rollout(), IssueOptions.plain(stage));
        api.post(name + ":overrideFreeze", Map.of("freezes", freezes, "reason", reason));
        Sentences.stages(api.get(issue.issue())).forEach(surroundings.out()::println);
        return ExitCode.DONE;
    }
}
