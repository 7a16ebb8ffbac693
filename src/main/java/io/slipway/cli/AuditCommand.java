package io.slipway.cli;

import io.slipway.cli.server.Api;
import io.slipway.cli.server.ClientException;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.IssueOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import io.slipway.cli.server.Times;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Shows or takes away a project's record of changes. */
@Command(
        name = "audit",
        description = "Show who did, decided or was refused what, newest first; owners get all of it with --output.")
final class AuditCommand implements Callable<Integer> {

    private static final Pattern ISSUE = Pattern.compile("(?:projects/([^/]+)/issues/)?(\\d+)");

    @Option(names = "--project", paramLabel = "PROJECT", defaultValue = "", description = "The project.")
    private String project = "";

    @Option(
            names = "--issue",
            paramLabel = "ISSUE",
            defaultValue = "",
            description = "Only of this issue: '12', or 'projects/shop/issues/12'.")
    private String issue = "";

    @Option(names = "--actor", paramLabel = "ACCOUNT", defaultValue = "", description = "Only what this account did.")
    private String actor = "";

    @Option(
            names = "--event",
            paramLabel = "EVENT",
            defaultValue = "",
            description = "Only this event, as in 'command-refused'.")
    private String event = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = "",
            description = "Not before this time, as in '2026-03-04T22:00+01:00'.")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME", defaultValue = "", description = "Before this time.")
    private String to = "";

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = "",
            description = "Write all events to a file: as CSV if its name ends in '.csv', else as JSON, one a line.")
    private String output = "";

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "How many to show, without --output (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    AuditCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var query = new LinkedHashMap<String, String>();
        var path = "projects/%s/auditEvents".formatted(chosen(query));
        query.put("actor", IssueOptions.plain(actor));
        query.put("event", event);
        query.put("from", time(from));
        query.put("to", time(to));
        query.values().removeIf(String::isBlank);
        if (output.isBlank()) {
            query.put("pageSize", String.valueOf(limit));
            server.api()
                    .get(path + "?" + encoded(query))
                    .at("/items")
                    .forEach(found -> surroundings.out().println(line(found)));
        } else {
            query.put("format", output.toLowerCase(Locale.ROOT).endsWith(".csv") ? "csv" : "ndjson");
            server.api()
                    .save(
                            path + ":export?" + encoded(query),
                            surroundings.folder().resolve(output));
        }
        return ExitCode.DONE;
    }

    /** Note the number of the issue, and return the project. */
    private String chosen(Map<String, String> query) {
        var named = ISSUE.matcher(issue);
        if (!issue.isBlank() && !named.matches()) {
            throw ClientException.usage(
                    "issue-name-invalid",
                    "'%s' does not name an issue.".formatted(issue),
                    "Name it as in 'projects/shop/issues/12', or give its number and --project.");
        }
        if (!issue.isBlank()) {
            query.put("issue", named.group(2));
        }
        var of = !issue.isBlank() && named.group(1) != null ? named.group(1) : IssueOptions.plain(project);
        if (of.isBlank()) {
            throw ClientException.usage(
                    "project-missing",
                    "Whose record is meant is not said.",
                    "Give --project, or the issue's full name.");
        }
        return of;
    }

    private static String time(String text) {
        return text.isBlank() ? "" : Times.parse(text).toInstant().toString();
    }

    private static String encoded(Map<String, String> query) {
        return query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + Api.encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String line(JsonNode found) {
        return "%-20s %-12s %-20s %s  %s  %s"
                .formatted(
                        found.at("/at").asString(""),
                        found.at("/actor").asString(""),
                        found.at("/event").asString(""),
                        found.at("/issue").asString("-"),
                        found.at("/subject").asString(""),
                        found.at("/facts"));
    }
}
