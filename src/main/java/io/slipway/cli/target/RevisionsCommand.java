package io.slipway.cli.target;

import io.slipway.cli.server.ClientException;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists what a database holds. */
@Command(name = "revisions", description = "List the versions that a database holds.")
public final class RevisionsCommand implements Callable<Integer> {

    private static final Pattern DATABASE = Pattern.compile("(?:instances/)?([^/]+)/(?:databases/)?([^/]+)");

    @Parameters(index = "0", paramLabel = "DATABASE", description = "The database as 'instance/database'.")
    private String database = "";

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    public RevisionsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        server.api()
                .list(name(database) + "/revisions")
                .forEach(revision -> surroundings
                        .out()
                        .println("%-20s %-12s %-8s %s  %s  %s%s"
                                .formatted(
                                        revision.at("/appliedAt").asString(""),
                                        revision.at("/track").asString(""),
                                        revision.at("/kind").asString(""),
                                        revision.at("/version").asString(""),
                                        revision.at("/path").asString(""),
                                        revision.at("/appliedBy").asString(""),
                                        revision.has("schema")
                                                ? "  in schema "
                                                        + revision.at("/schema").asString("")
                                                : "")));
        return ExitCode.DONE;
    }

    /** Return the resource name of a database. */
    static String name(String database) {
        var parts = DATABASE.matcher(database.strip());
        if (!parts.matches()) {
            throw ClientException.usage(
                    "database-name-invalid",
                    "'%s' does not name a database.".formatted(database),
                    "Name it as 'instance/database'.");
        }
        return "instances/%s/databases/%s".formatted(parts.group(1), parts.group(2));
    }
}
