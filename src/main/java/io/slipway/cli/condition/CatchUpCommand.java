package io.slipway.cli.condition;

import io.slipway.cli.report.Sentences;
import io.slipway.cli.server.ClientException;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.IssueOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Opens the rollout that brings what an issue left out, or waives it. */
@Command(
        name = "catchup",
        description = "Bring what an issue left out to the targets that lack it, or say why they go without.")
public final class CatchUpCommand implements Callable<Integer> {

    @Mixin
    private final IssueOptions issue = new IssueOptions();

    @Option(names = "--waive", description = "As a releaser, let the targets go without; needs --reason.")
    private boolean waive;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; kept in the record.")
    private String reason = "";

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    public CatchUpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (waive && reason.isBlank()) {
            throw ClientException.usage("reason-missing", "No reason is given.", "Give --reason with --waive.");
        }
        var api = server.api();
        var shown = waive
                ? api.post(issue.issue() + ":waiveCatchUp", Map.of("reason", reason))
                : api.post(issue.issue() + ":catchUp", Map.of());
        surroundings
                .out()
                .println((waive ? "Waived what '%s' left out." : "Catching up: %s.")
                        .formatted(waive ? issue.issue() : shown.at("/name").asString("")));
        Sentences.stages(shown).forEach(surroundings.out()::println);
        return ExitCode.DONE;
    }
}
