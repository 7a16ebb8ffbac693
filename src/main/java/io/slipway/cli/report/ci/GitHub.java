package io.slipway.cli.report.ci;

import io.slipway.cli.pipeline.Pipeline;
import io.slipway.cli.report.result.Note;
import io.slipway.cli.report.result.Result;
import io.slipway.cli.server.ClientException;
import io.slipway.cli.server.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Map;

/** GitHub Actions: annotations by workflow commands, the job's summary, and the pull request's comment. */
final class GitHub {

    private static final int LONGEST_COMMENT = 65_536;
    private static final int LONGEST_SUMMARY = 1_000_000;

    private final Surroundings surroundings;
    private final Pipeline pipeline;

    GitHub(Surroundings surroundings, Pipeline pipeline) {
        this.surroundings = surroundings;
        this.pipeline = pipeline;
    }

    void annotate(Result result) {
        result.notes().forEach(note -> surroundings.out().println(command(note)));
        surroundings.out().flush();
    }

    private static String command(Note note) {
        var properties = new ArrayList<String>();
        if (!note.path().isEmpty()) {
            properties.add("file=" + Command.gitHubProperty(note.path()));
        }
        if (note.line() > 0) {
            properties.add("line=" + note.line());
        }
        properties.add("title=" + Command.gitHubProperty("Slipway " + note.rule()));
        var name = switch (note.level()) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "notice";
        };
        return "::%s %s::%s".formatted(name, String.join(",", properties), Command.gitHub(note.sentence()));
    }

    void summarize(Result result) {
        var file = pipeline.get("GITHUB_STEP_SUMMARY");
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.writeString(
                    Path.of(file),
                    Markdown.of(result, LONGEST_SUMMARY).text() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException | InvalidPathException e) {
            throw ClientException.usage(
                    "summary-unwritable",
                    "'%s' cannot be written (%s).".formatted(file, e.getMessage()),
                    "GITHUB_STEP_SUMMARY is set by the runner.");
        }
    }

    void comment(Result result) {
        var number = pipeline.pullRequest();
        if (number.isEmpty()) {
            return;
        }
        var token = pipeline.get("GITHUB_TOKEN");
        if (token.isEmpty()) {
            throw ClientException.usage(
                    "token-missing",
                    "GITHUB_TOKEN is not set; give the step 'env: GITHUB_TOKEN: ${{ github.token }}'.",
                    "The job needs 'permissions: pull-requests: write' too.");
        }
        var address = pipeline.get("GITHUB_API_URL");
        var rest = new Rest(
                address.isEmpty() ? "https://api.github.com" : address,
                Map.of(
                        "Accept", "application/vnd.github+json",
                        "Authorization", "Bearer " + token,
                        "X-GitHub-Api-Version", "2022-11-28"),
                "'pull-requests: write'",
                null);
        var issues = "/repos/%s/issues".formatted(pipeline.get("GITHUB_REPOSITORY"));
        new OneComment(rest, "%s/%s/comments".formatted(issues, number), issues + "/comments", "PATCH")
                .write(Markdown.of(result, LONGEST_COMMENT));
    }
}
