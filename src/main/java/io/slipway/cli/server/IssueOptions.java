package io.slipway.cli.server;

import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which issue a command is about. */
public final class IssueOptions {

    private static final Pattern NAME = Pattern.compile("projects/([^/]+)/(?:issues|rollouts)/(\\d+)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    @Parameters(
            index = "0",
            paramLabel = "ISSUE",
            description = "The issue: 'projects/shop/issues/12', or '12' with --project.")
    private String issue = "";

    @Option(names = "--project", paramLabel = "PROJECT", defaultValue = "", description = "The project of the issue.")
    private String project = "";

    /** Return the issue's resource name. */
    public String issue() {
        return name("issues");
    }

    /** Return the resource name of the issue's rollout. */
    public String rollout() {
        return name("rollouts");
    }

    private String name(String collection) {
        var full = NAME.matcher(issue);
        if (full.matches()) {
            return "projects/%s/%s/%s".formatted(full.group(1), collection, full.group(2));
        }
        if (NUMBER.matcher(issue).matches() && !project.isBlank()) {
            return "projects/%s/%s/%s".formatted(plain(project), collection, issue);
        }
        throw ClientException.usage(
                "issue-name-invalid",
                "'%s' does not name an issue.".formatted(issue),
                "Name it as in 'projects/shop/issues/12', or give its number and --project.");
    }

    /** Return the last part of a resource name. */
    public static String plain(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
