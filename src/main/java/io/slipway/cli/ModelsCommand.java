package io.slipway.cli;

import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Compares the models in Camunda with the bundled ones, and replaces them. */
@Command(
        name = "models",
        description = {
            "Compare the process models in Camunda with those that Slipway brings, or take the latter.",
            "A model that somebody else deployed stays until it is upgraded."
        },
        synopsisSubcommandLabel = "COMMAND")
final class ModelsCommand {

    private final Surroundings surroundings;

    ModelsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(name = "diff", description = "Tell for each model whose version is the newest, and what differs.")
    int diff(@Mixin ServerOptions server) {
        tell(server.api().get("models"));
        return ExitCode.DONE;
    }

    @Command(
            name = "upgrade",
            description =
                    "Deploy the models that Slipway brings over whatever is there; running processes stay as they are.")
    int upgrade(@Mixin ServerOptions server) {
        tell(server.api().post("models:upgrade", Map.of()));
        return ExitCode.DONE;
    }

    private void tell(JsonNode models) {
        models.at("/items").forEach(model -> {
            var name = model.at("/name").asString("").replaceFirst("^models/", "");
            surroundings.out().println("%s: %s".formatted(name, state(model)));
            model.at("/differences").forEach(sentence -> surroundings.out().println("  " + sentence.asString("")));
        });
    }

    private static String state(JsonNode model) {
        var version = model.at("/version").asInt(0);
        return switch (model.at("/state").asString("")) {
            case "missing" -> "not in Camunda.";
            case "bundled" -> "version %d is the one that Slipway brings.".formatted(version);
            case "slipways" -> "version %d is of another version of Slipway.".formatted(version);
            default -> "version %d was not deployed by Slipway and stays.".formatted(version);
        };
    }
}
