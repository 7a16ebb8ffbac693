package io.slipway.cli.edit;

import io.slipway.cli.report.Sentences;
import io.slipway.cli.server.Api;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.IssueOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes back what an issue brought. */
@Command(
        name = "undo",
        description = "Open an issue that takes back what an issue brought, by undo files or kept rows.")
public final class UndoCommand implements Callable<Integer> {

    @Mixin
    private final IssueOptions issue = new IssueOptions();

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "One of the versions that the issue brought; may be repeated. All by default.")
    private List<String> versions = List.of();

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description = "A target as 'instance/database', or a group; may be repeated. All by default.")
    private List<String> targets = List.of();

    @Option(names = "--show", description = "Only show the SQL and the targets.")
    private boolean show;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    public UndoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.api();
        if (show) {
            show(api);
            return ExitCode.DONE;
        }
        var opened = api.post(issue.issue() + ":undo", Map.of("versions", versions, "targets", targets));
        surroundings
                .out()
                .println("Taking it back: %s.".formatted(opened.at("/name").asString("")));
        Sentences.stages(opened).forEach(surroundings.out()::println);
        return ExitCode.DONE;
    }

    private void show(Api api) {
        var query = Stream.concat(
                        versions.stream().map(version -> "versions=" + Api.encoded(version)),
                        targets.stream().map(target -> "targets=" + Api.encoded(target)))
                .collect(Collectors.joining("&", "?", ""));
        var undo = api.get(issue.issue() + "/undo" + query);
        surroundings.out().println(undo.at("/sql").asString(""));
        undo.at("/targets").forEach(target -> surroundings.out().println("-- On " + target.asString("")));
    }
}
