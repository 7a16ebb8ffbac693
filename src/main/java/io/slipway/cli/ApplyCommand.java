package io.slipway.cli;

import io.slipway.cli.calendar.Calendars;
import io.slipway.cli.server.ClientException;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Applies a configuration file: the difference first. */
@Command(
        name = "apply",
        description = {
            "Apply a configuration file; what it says already changes nothing.",
            "$${NAME} and $${NAME:default} in the file stand for variables of the client's environment.",
            "Calendars (.ics) that it names are read here; their names are relative to the file."
        })
final class ApplyCommand implements Callable<Integer> {

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "The file, as in 'slipway.yaml'.")
    private String file = "";

    @Option(names = "--dry-run", description = "Tell the difference, and change nothing.")
    private boolean dryRun;

    @Option(names = "--prune", description = "Remove what the file does not list.")
    private boolean prune;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    ApplyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var path = surroundings.folder().resolve(file).toAbsolutePath();
        var calendars = new Calendars(
                Objects.requireNonNull(path.getParent()), surroundings.clock(), surroundings.out()::println);
        var yaml = calendars.expanded(Placeholders.replaced(text(), surroundings.environment()::get));
        var api = server.api();
        var prunes = "&prune=" + prune;
        tell(api.putYaml("configuration?dryRun=true" + prunes, yaml));
        if (!dryRun) {
            api.putYaml("configuration?dryRun=false" + prunes, yaml);
            surroundings.out().println("Applied.");
        }
        return ExitCode.DONE;
    }

    private void tell(JsonNode difference) {
        var before = print(difference, "additions", "+ ")
                + print(difference, "changes", "~ ")
                + print(difference, "removals", "- ");
        print(difference, "unlisted", "? ");
        if (before == 0) {
            surroundings.out().println("Nothing to change.");
        }
    }

    private int print(JsonNode difference, String kind, String sign) {
        var sentences = difference.at("/" + kind);
        sentences.forEach(sentence -> surroundings.out().println(sign + sentence.asString("")));
        return sentences.size();
    }

    private String text() {
        try {
            return Files.readString(surroundings.folder().resolve(file));
        } catch (IOException e) {
            throw ClientException.usage(
                    "file-unreadable",
                    "'%s' cannot be read as UTF-8 text.".formatted(file),
                    "Check that it is there and that you may read it.");
        }
    }
}
