package io.slipway.cli.target;

import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Looks at the way to the server and at databases before they are used. */
@Command(
        name = "doctor",
        description =
                "Check that the server answers and knows you, and look at databases: what is missing, and what mends it.")
public final class DoctorCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "DATABASE", description = "Databases as 'instance/database'.")
    private List<String> databases = List.of();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    public DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.api();
        var me = api.get("me");
        surroundings
                .out()
                .println("OK       The server answers and knows you as '%s'."
                        .formatted(me.at("/name").asString("")));
        var errors = databases.stream()
                .map(RevisionsCommand::name)
                .flatMap(name -> api.get(name + ":inspect").at("/items").valueStream())
                .filter(this::tell)
                .count();
        return errors == 0 ? ExitCode.DONE : ExitCode.USAGE;
    }

    private boolean tell(JsonNode observation) {
        var status = observation.at("/status").asString("");
        surroundings
                .out()
                .println("%-8s %s: %s %s"
                        .formatted(
                                status,
                                observation.at("/target").asString(""),
                                observation.at("/text").asString(""),
                                observation.at("/fix").asString(""))
                        .strip());
        return status.equals("ERROR");
    }
}
