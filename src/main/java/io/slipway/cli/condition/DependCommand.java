package io.slipway.cli.condition;

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

/** Lets a stage's start wait for other issues and for gates, or no longer. */
@Command(
        name = "depend",
        description = "As a releaser, let a stage start only after other issues are done and gates are open.")
public final class DependCommand implements Callable<Integer> {

    @Mixin
    private final IssueOptions issue = new IssueOptions();

    @Option(names = "--stage", required = true, paramLabel = "ENVIRONMENT", description = "The stage.")
    private String stage = "";

    @Option(
            names = "--after",
            paramLabel = "ISSUE",
            split = ",",
            description = "An issue that must be done first, by name or number; may be repeated.")
    private List<String> issues = List.of();

    @Option(
            names = "--gate",
            paramLabel = "NAME",
            split = ",",
            description = "A gate that must be open first; may be repeated.")
    private List<String> gates = List.of();

    @Option(names = "--drop", description = "Wait for them no longer; needs --reason.")
    private boolean drop;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; kept in the record.")
    private String reason = "";

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    public DependCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.api();
        var name = "%s/stages/%s".formatted(issue.rollout(), IssueOptions.plain(stage));
        api.post(
                name + (drop ? ":dropDependency" : ":dependOn"),
                Map.of("issues", issues, "gates", gates, "reason", reason));
        Sentences.stages(api.get(issue.issue())).forEach(surroundings.out()::println);
        return ExitCode.DONE;
    }
}
