package io.slipway.cli.check;

import io.slipway.cli.pipeline.Pipeline;
import io.slipway.cli.report.Durations;
import io.slipway.cli.report.OutputFile;
import io.slipway.cli.report.ReportOptions;
import io.slipway.cli.report.Sentences;
import io.slipway.cli.report.result.Checked;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.IssueOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import io.slipway.cli.source.Commits;
import io.slipway.cli.source.ReleaseUpload;
import io.slipway.cli.source.SourceFiles;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Checks files for targets, without making a release of them. */
@Command(
        name = "check",
        description = {
            "Check migration files for their targets, as in a pull request, and report what is found.",
            "Nothing is stored but the result, and no SQL runs on the targets' servers."
        })
public final class CheckCommand implements Callable<Integer> {

    @Option(
            names = "--file-pattern",
            required = true,
            paramLabel = "PATTERN",
            description = "The files, as in 'migrations/**/*.sql'; may be repeated.")
    private List<String> filePatterns = List.of();

    @Option(names = "--project", required = true, paramLabel = "PROJECT", description = "The project.")
    private String project = "";

    @Option(
            names = "--targets",
            required = true,
            split = ",",
            paramLabel = "TARGET",
            description = "Databases as 'instance/database', or groups, with commas between.")
    private List<String> targets = List.of();

    @Option(names = "--track", paramLabel = "TRACK", defaultValue = "", description = "Another line of versions.")
    private String track = "";

    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            defaultValue = "error",
            description = "What fails the check: error, warning or never (default: ${DEFAULT-VALUE}).")
    private String failOn = "";

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "15m",
            description = "How long to wait for the result (default: ${DEFAULT-VALUE}).")
    private String timeout = "";

    @Option(names = "--output", paramLabel = "FILE", defaultValue = "", description = "Write the result as JSON.")
    private String output = "";

    @Mixin
    private final ReportOptions reports = new ReportOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    public CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var patience = Durations.of(timeout).plus(Duration.ofSeconds(1));
        var limit = FailOn.of(failOn);
        reports.files(surroundings);
        var api = server.api();
        var pipeline = Pipeline.of(surroundings.environment());
        var path = "projects/%s/releases:check".formatted(IssueOptions.plain(project));
        var answer = api.post(path, request(pipeline), patience);
        var errors = answer.at("/errors").asInt(0);
        var warnings = answer.at("/warnings").asInt(0);
        var failed = limit.fails(errors, warnings);
        var exitCode = failed ? ExitCode.CHECKS_FAILED : ExitCode.DONE;
        var sentence = "The checks found %d errors and %d warnings for %d targets."
                .formatted(errors, warnings, answer.at("/targets").size());
        print(answer, sentence);
        if (!output.isBlank()) {
            var written = new LinkedHashMap<String, Object>();
            written.put("exitCode", exitCode);
            written.put("sentence", sentence);
            written.put("check", answer);
            OutputFile.write(surroundings.folder().resolve(output), written);
        }
        var result = Checked.of(
                answer,
                IssueOptions.plain(project),
                failed,
                sentence,
                file -> pipeline.inRepository(surroundings.folder(), file));
        reports.write(result, surroundings, true);
        return exitCode;
    }

    private Map<String, Object> request(Pipeline pipeline) {
        var request = new LinkedHashMap<String, Object>();
        request.put("files", ReleaseUpload.listed(new SourceFiles(surroundings.folder()).read(filePatterns)));
        request.put("targets", targets);
        if (!track.isBlank()) {
            request.put("track", track);
        }
        var commit = pipeline.headCommit().isEmpty()
                ? new Commits(pipeline, surroundings.folder()).find().id()
                : pipeline.headCommit();
        if (!commit.isEmpty()) {
            request.put("commit", commit);
        }
        var url = pipeline.pullRequestUrl().isEmpty() ? pipeline.commitUrl() : pipeline.pullRequestUrl();
        if (url.startsWith("https://") || url.startsWith("http://")) {
            request.put("url", url);
        }
        return request;
    }

    private void print(JsonNode answer, String sentence) {
        var out = surroundings.out();
        answer.at("/findings").valueStream().map(Sentences::finding).forEach(out::println);
        answer.at("/targets").valueStream().map(Sentences::target).forEach(out::println);
        out.println(sentence);
        out.flush();
    }
}
