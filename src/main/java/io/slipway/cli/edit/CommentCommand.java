package io.slipway.cli.edit;

import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.IssueOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says something of an issue, in the thread that forms and pages show. */
@Command(name = "comment", description = "Say something of an issue, in the thread that forms and pages show.")
public final class CommentCommand implements Callable<Integer> {

    @Option(names = "--text", required = true, paramLabel = "TEXT", description = "The comment.")
    private String text = "";

    @Mixin
    private final IssueOptions issue = new IssueOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    public CommentCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        server.api().post(issue.issue() + "/comments", Map.of("text", text));
        surroundings.out().println("Said of issue '%s'.".formatted(issue.issue()));
        return ExitCode.DONE;
    }
}
