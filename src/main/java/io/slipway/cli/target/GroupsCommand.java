package io.slipway.cli.target;

import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.IssueOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows what database groups stand for before they are used: an issue keeps the targets that a group had when it was opened. */
@Command(name = "groups", description = "Look at database groups.", synopsisSubcommandLabel = "COMMAND")
public final class GroupsCommand {

    private final Surroundings surroundings;

    public GroupsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(
            name = "show",
            description = {
                "Show the targets that a project's groups stand for now.",
                "An issue keeps those that its group had when it was opened."
            })
    int show(
            @Option(names = "--project", required = true, paramLabel = "PROJECT", description = "The project.")
                    String project,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "GROUP",
                            defaultValue = "",
                            description = "The group (default: all of the project).")
                    String group,
            @Mixin ServerOptions server) {
        var groups = "projects/%s/databaseGroups".formatted(IssueOptions.plain(project));
        var api = server.api();
        var shown = group.isBlank() ? api.list(groups) : List.of(api.get(groups + "/" + IssueOptions.plain(group)));
        shown.forEach(this::print);
        return ExitCode.DONE;
    }

    private void print(JsonNode group) {
        var out = surroundings.out();
        var members = group.at("/members");
        out.println("%s: %d targets, %s"
                .formatted(
                        IssueOptions.plain(group.at("/name").asString("")),
                        members.size(),
                        group.at("/expression").asString("")));
        members.forEach(member -> out.println("  " + shortened(member.asString(""))));
    }

    /** Return a target's name as it is given to {@code --targets}. */
    private static String shortened(String resource) {
        return resource.replaceFirst("^instances/", "")
                .replaceFirst("/databases/", "/")
                .replaceFirst("/schemas/", "/");
    }
}
