package io.slipway.cli.edit;

import io.slipway.cli.server.Api;
import io.slipway.cli.server.ClientException;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.IssueOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import io.slipway.cli.source.ReleaseUpload;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives an issue a new release. */
@Command(
        name = "edit",
        description = {
            "Give an issue a new release of its files; its approvals are void, and it is checked again.",
            "What is scheduled must be cancelled first."
        })
public final class EditCommand implements Callable<Integer> {

    @Option(
            names = "--file-pattern",
            paramLabel = "PATTERN",
            description = "Files of the new release, as in 'migrations/**/*.sql'; may be repeated.")
    private List<String> filePatterns = List.of();

    @Option(
            names = "--release",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Give it this release, instead of making one of files.")
    private String release = "";

    @Mixin
    private final IssueOptions issue = new IssueOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    public EditCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (filePatterns.isEmpty() == release.isBlank()) {
            throw ClientException.usage(
                    "source-missing",
                    release.isBlank()
                            ? "What the issue is to roll out is not said."
                            : "Both files and a release are given to the issue.",
                    "Give either --file-pattern or --release.");
        }
        var api = server.api();
        var name = IssueOptions.plain(release.isBlank() ? stored(api) : release);
        api.patch(issue.issue(), Map.of("release", name));
        surroundings
                .out()
                .println("Issue '%s' rolls out release '%s' now; it is checked and decided on again."
                        .formatted(issue.issue(), name));
        return ExitCode.DONE;
    }

    /** The new release is of the same line of versions as the one whose place it takes. */
    private String stored(Api api) {
        var before = api.get(issue.issue()).at("/releases/0").asString("");
        var track = api.get(before).at("/track").asString("");
        return new ReleaseUpload(api, surroundings).store(issue.issue().split("/")[1], track, filePatterns);
    }
}
