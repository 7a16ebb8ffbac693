package io.slipway.cli;

import io.slipway.cli.server.ClientException;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Records what a database held before Slipway: what that means first. */
@Command(name = "baseline", description = "Say what a database holds already, so that only what is missing runs there.")
final class BaselineCommand implements Callable<Integer> {

    private static final Pattern TARGET =
            Pattern.compile("(?:instances/)?([^/]+)/(?:databases/)?([^/]+)(?:/(?:schemas/)?([^/]+))?");

    @Option(
            names = "--target",
            required = true,
            paramLabel = "TARGET",
            description = "The database as 'instance/database', or one schema as 'instance/database/schema'.")
    private String target = "";

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    /** Where one knows from what the database holds: one of these. */
    static final class Source {

        @Option(
                names = "--at",
                required = true,
                paramLabel = "VERSION",
                description = "The version; files up to it count as applied.")
        private @Nullable String version;

        @Option(
                names = "--from-flyway",
                required = true,
                arity = "0..1",
                fallbackValue = "",
                paramLabel = "TABLE",
                description = "What Flyway recorded counts as applied; its table, if not 'flyway_schema_history'.")
        private @Nullable String flyway;

        @Option(
                names = "--from-liquibase",
                required = true,
                arity = "0..1",
                fallbackValue = "",
                paramLabel = "TABLE",
                description = "What Liquibase recorded counts as applied; its table, if not 'databasechangelog'.")
        private @Nullable String liquibase;

        private void into(Map<String, String> body) {
            if (version != null) {
                body.put("version", version);
                return;
            }
            var table = flyway == null ? liquibase : flyway;
            body.put("from", flyway == null ? "LIQUIBASE" : "FLYWAY");
            if (table != null && !table.isBlank()) {
                body.put("table", table);
            }
        }
    }

    @Option(
            names = "--track",
            paramLabel = "TRACK",
            description = "The line of versions; without it the project's own.")
    private @Nullable String track;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "How you know; kept in the record.")
    private String reason = "";

    @Option(names = "--dry-run", description = "Tell what it means, and record nothing.")
    private boolean dryRun;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    BaselineCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var parts = TARGET.matcher(target.strip());
        if (!parts.matches()) {
            throw ClientException.usage(
                    "target-name-invalid",
                    "'%s' does not name a target.".formatted(target),
                    "Name it as 'instance/database' or 'instance/database/schema'.");
        }
        var path = "instances/%s/databases/%s:baseline".formatted(parts.group(1), parts.group(2));
        var body = body(parts.group(3));
        var api = server.api();
        var news = tell(
                api.post(path + "?dryRun=true", body).at("/items").valueStream().toList());
        if (!dryRun) {
            api.post(path, body);
            surroundings.out().println(news ? "Recorded." : "Nothing to record.");
        }
        return ExitCode.DONE;
    }

    private Map<String, String> body(@Nullable String schema) {
        var body = new LinkedHashMap<String, String>();
        source.into(body);
        body.put("reason", reason);
        if (schema != null) {
            body.put("schema", schema);
        }
        if (track != null) {
            body.put("track", track);
        }
        return body;
    }

    /** Say what it means for each target; tell whether any of it is new. */
    private boolean tell(List<JsonNode> meanings) {
        for (var meaning : meanings) {
            surroundings
                    .out()
                    .println((meaning.at("/recorded").asBoolean() ? "= " : "+ ")
                            + meaning.at("/text").asString(""));
            meaning.at("/revisions")
                    .forEach(revision -> surroundings
                            .out()
                            .println("    %s  %s"
                                    .formatted(
                                            revision.at("/version").asString(""),
                                            revision.at("/path").asString(""))));
            meaning.at("/doubts").forEach(doubt -> surroundings.out().println("? " + doubt.asString("")));
        }
        return meanings.stream().anyMatch(meaning -> !meaning.at("/recorded").asBoolean());
    }
}
