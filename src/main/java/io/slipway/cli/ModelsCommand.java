package io.slipway.cli;

import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Compares the models in Camunda with the bundled ones, replaces them, and moves open issues to the newest. */
@Command(
        name = "models",
        description = {
            "Compare the process models in Camunda with those that Slipway brings, or take the latter.",
            "A model that somebody else deployed stays until it is upgraded. Open issues stay on their version",
            "until they are moved."
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

    @Command(
            name = "migrate",
            description = {
                "Move open issues to the newest version of the models, whoever deployed it.",
                "A fresh process takes an issue's place: what was decided stays decided, and the tables are asked again."
            })
    int migrate(@Mixin ServerOptions server) {
        var done = server.api().post("models:migrate", Map.of());
        var out = surroundings.out();
        done.at("/issues").forEach(issue -> out.println(moved(issue)));
        if (done.at("/issues").isEmpty()) {
            out.println("Every open issue runs by version %d already."
                    .formatted(done.at("/version").asInt(0)));
        }
        return ExitCode.DONE;
    }

    private static String moved(JsonNode issue) {
        var name = issue.at("/issue").asString("");
        var left = issue.at("/left").asString("");
        return left.isEmpty() ? name + ": moved." : "%s: left as it is. %s".formatted(name, left);
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
