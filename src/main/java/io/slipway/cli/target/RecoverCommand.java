package io.slipway.cli.target;

import io.slipway.cli.server.Api;
import io.slipway.cli.server.ExitCode;
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
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lets Slipway follow the ledgers after a restore: tells what was lost, and what it did not know of. */
@Command(
        name = "recover",
        description = {
            "Read the ledgers of databases after they, or Slipway's own database, were restored to an earlier time.",
            "What they say holds from then on; what they have no more is told, and the next rollout applies it again."
        })
public final class RecoverCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "DATABASE",
            description = "Databases as 'instance/database'; none: all that you see.")
    private List<String> databases = List.of();

    @Option(
            names = "--restored",
            description = {
                "Slipway's own database was restored: as an administrator, have all open issues ask for approvals and",
                "starts again, since what was decided or cancelled after the backup is not known."
            })
    private boolean restored;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    public RecoverCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.api();
        var problems = names(api)
                .flatMap(name ->
                        api.post(name + ":recover", Map.of()).at("/items").valueStream())
                .filter(this::tell)
                .count();
        if (restored) {
            problems += api.post("issues:askAgain", Map.of())
                    .at("/items")
                    .valueStream()
                    .filter(this::tellIssue)
                    .count();
        }
        return problems == 0 ? ExitCode.DONE : ExitCode.USAGE;
    }

    private Stream<String> names(Api api) {
        return databases.isEmpty()
                ? api.list("instances").stream()
                        .map(instance -> instance.at("/name").asString(""))
                        .flatMap(instance -> api.list(instance + "/databases").stream())
                        .map(database -> database.at("/name").asString(""))
                : databases.stream().map(RevisionsCommand::name);
    }

    /** Say what a target's ledger brought; tell whether it could not be read. */
    private boolean tell(JsonNode recovered) {
        var problem = recovered.at("/problem").asString("");
        var news = problem.isEmpty()
                ? "%d versions%s%s"
                        .formatted(
                                recovered.at("/held").asInt(0),
                                versions("; LOST: ", recovered.at("/lost")),
                                versions("; not known before: ", recovered.at("/found")))
                : problem;
        surroundings.out().println(recovered.at("/target").asString("") + ": " + news);
        return !problem.isEmpty();
    }

    /** Say of an issue that it asks again; tell whether it could not be. */
    private boolean tellIssue(JsonNode asked) {
        var problem = asked.at("/problem").asString("");
        surroundings
                .out()
                .println("%s: %s"
                        .formatted(
                                asked.at("/issue").asString(""),
                                problem.isEmpty()
                                        ? "asks again; schedules ended: "
                                                + asked.at("/schedules").asInt(0)
                                        : problem));
        return !problem.isEmpty();
    }

    private static String versions(String introduction, JsonNode versions) {
        return versions.isEmpty()
                ? ""
                : versions.valueStream()
                        .map(version -> version.asString(""))
                        .collect(Collectors.joining(", ", introduction, ""));
    }
}
