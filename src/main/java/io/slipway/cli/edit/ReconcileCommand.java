package io.slipway.cli.edit;

import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.IssueOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import io.slipway.cli.source.SourceFiles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives diverged targets SQL of their own. */
@Command(
        name = "reconcile",
        description =
                "Give targets that hold an earlier text of an edited file SQL that takes them to the present text.")
public final class ReconcileCommand implements Callable<Integer> {

    @Option(
            names = "--target",
            required = true,
            paramLabel = "TARGET",
            description = "A target as 'instance/database'; may be repeated.")
    private List<String> targets = List.of();

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "The file with the SQL.")
    private String file = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept in the record.")
    private String reason = "";

    @Mixin
    private final IssueOptions issue = new IssueOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    public ReconcileCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var sql = new SourceFiles(surroundings.folder()).one(file);
        server.api().post(issue.issue() + ":reconcile", Map.of("targets", targets, "sql", sql, "reason", reason));
        surroundings
                .out()
                .println("Issue '%s' has the reconcile file; it is checked and decided on again."
                        .formatted(issue.issue()));
        return ExitCode.DONE;
    }
}
