package io.slipway.cli;

import io.slipway.cli.pipeline.Pipeline;
import io.slipway.cli.report.FollowOptions;
import io.slipway.cli.report.Report;
import io.slipway.cli.report.ReportOptions;
import io.slipway.cli.report.result.RolledOut;
import io.slipway.cli.server.Api;
import io.slipway.cli.server.ClientException;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.IssueOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import io.slipway.cli.source.Commit;
import io.slipway.cli.source.PartsFile;
import io.slipway.cli.source.ReleaseUpload;
import io.slipway.cli.source.SourceFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Makes a release of files, or takes one or a one-off's SQL, and asks for its rollout. */
@Command(
        name = "rollout",
        description = {
            "Make a release of migration files, ask for its rollout, and follow it.",
            "A release of the same files and commit is made once only, and is rolled out to the same targets by one open issue."
        })
final class RolloutCommand implements Callable<Integer> {

    @Option(
            names = "--file-pattern",
            paramLabel = "PATTERN",
            description = "Files of the release, as in 'migrations/**/*.sql'; may be repeated.")
    private List<String> filePatterns = List.of();

    @Option(
            names = "--release",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Roll this release out, instead of making one of files.")
    private String release = "";

    @Option(
            names = "--sql",
            paramLabel = "FILE",
            defaultValue = "",
            description = "Run the SQL of this file once, as a one-off outside of the track's order.")
    private String sql = "";

    @Option(
            names = "--parts",
            paramLabel = "FILE",
            defaultValue = "",
            description = {
                "Roll out the parts that this YAML file lists, in the place of files and --targets: releases",
                "with targets of their own, and an order between them."
            })
    private String parts = "";

    @Option(
            names = "--plan",
            paramLabel = "NAME",
            defaultValue = "",
            description = {
                "Go on with this plan, in the place of making one; with --target-stage, stages up to that one are",
                "promoted, which takes a releaser who had no hand in the change."
            })
    private String plan = "";

    @Option(names = "--project", required = true, paramLabel = "PROJECT", description = "The project.")
    private String project = "";

    @Option(
            names = "--targets",
            split = ",",
            paramLabel = "TARGET",
            description = "Databases as 'instance/database', or groups, with commas between.")
    private List<String> targets = List.of();

    @Option(
            names = "--target-stage",
            paramLabel = "ENVIRONMENT",
            defaultValue = "",
            description = "Go as far as this stage; later ones wait for a promotion.")
    private String targetStage = "";

    @Option(names = "--track", paramLabel = "TRACK", defaultValue = "", description = "Another line of versions.")
    private String track = "";

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "The issue's title (default: the commit's).")
    private String title = "";

    @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "The issue's description.")
    private String text = "";

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "LABEL",
            description = "Labels, as in 'rollout:night', with commas between.")
    private List<String> labels = List.of();

    @Option(
            names = "--impact",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What it means for users, as in 'orders cannot be placed for a minute'.")
    private String impact = "";

    @Option(
            names = "--comment",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "The first comment, as in 'after eight in the evening, please'.")
    private String comment = "";

    @Option(
            names = "--approved-by",
            split = ",",
            paramLabel = "EMAIL",
            description = {
                "Who approved the pull request, with commas between;",
                "only a service account may say it, and it counts as far as the approval policy lets it."
            })
    private List<String> approvedBy = List.of();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = "",
            description = {
                "Write the result as JSON; if the file's name ends in '.env', write SLIPWAY_PLAN and SLIPWAY_ISSUE,",
                "for other jobs of the pipeline."
            })
    private String output = "";

    @Mixin
    private final FollowOptions following = new FollowOptions();

    @Mixin
    private final ReportOptions reports = new ReportOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    RolloutCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        following.validate();
        requireOneSource();
        reports.files(surroundings);
        var api = server.api();
        var opened = plan.isBlank() ? opened(api) : planned(api);
        var issue = opened.at("/name").asString("");
        if (!following.wanted()) {
            return ExitCode.DONE;
        }
        boolean own = plan.isBlank() && !opened.at("/alreadyOpen").asBoolean(false);
        var seen = following.follow(api, surroundings, issue, plan.isBlank() ? "" : targetStage, own);
        var verdict = seen.verdict();
        var tasks = new Report(api, surroundings).print(seen.issue(), verdict, output);
        var pipeline = Pipeline.of(surroundings.environment());
        var result = RolledOut.of(
                seen.issue(),
                tasks,
                verdict.exitCode(),
                verdict.sentence(),
                path -> pipeline.inRepository(surroundings.folder(), path));
        reports.write(result, surroundings, false);
        return verdict.exitCode();
    }

    private JsonNode opened(Api api) {
        var request = request();
        request.putAll(source(api));
        var opened = api.postOnce("projects/%s/issues".formatted(IssueOptions.plain(project)), request);
        say((opened.at("/alreadyOpen").asBoolean(false) ? "Already open as issue '%s'." : "Opened issue '%s'.")
                .formatted(opened.at("/name").asString("")));
        say("Its plan is '%s'.".formatted(opened.at("/plan").asString("")));
        return opened;
    }

    private Map<String, Object> source(Api api) {
        if (!sql.isBlank()) {
            return oneOff();
        }
        var upload = new ReleaseUpload(api, surroundings);
        return parts.isBlank() ? released(upload) : parts(upload);
    }

    /** Find the issue of a plan that is there, and the stage to which it is to go on. */
    private JsonNode planned(Api api) {
        var found = api.get("projects/%s/plans/%s".formatted(IssueOptions.plain(project), IssueOptions.plain(plan)));
        var issue = api.get(found.at("/issue").asString(""));
        if (!found.at("/current").asBoolean(false)) {
            throw ClientException.usage(
                    "plan-replaced",
                    "Issue '%s' was edited since: it rolls out another plan."
                            .formatted(issue.at("/name").asString("")),
                    "Look at the issue, and name its present plan, '%s'."
                            .formatted(issue.at("/plan").asString("")));
        }
        var stages = issue.at("/stages")
                .valueStream()
                .map(stage -> IssueOptions.plain(stage.at("/environment").asString("")))
                .toList();
        if (!targetStage.isBlank() && !stages.contains(IssueOptions.plain(targetStage))) {
            throw ClientException.usage(
                    "unknown-stage",
                    "The plan has no stage '%s'.".formatted(targetStage),
                    "Name one of: %s.".formatted(String.join(", ", stages)));
        }
        say("Goes on with issue '%s'.".formatted(issue.at("/name").asString("")));
        return issue;
    }

    private void say(String line) {
        surroundings.out().println(line);
        surroundings.out().flush();
    }

    private void requireOneSource() {
        var hasTargets = !plan.isBlank() || !parts.isBlank();
        if (!hasTargets && targets.isEmpty()) {
            throw ClientException.usage(
                    "targets-missing",
                    "Where it is to be rolled out is not said.",
                    "Give --targets, or a --plan, or --parts that have theirs.");
        }
        if (hasTargets && !targets.isEmpty()) {
            throw ClientException.usage(
                    plan.isBlank() ? "parts-have-targets" : "plan-has-targets",
                    plan.isBlank() ? "Parts have their targets already." : "A plan has its targets already.",
                    "Leave --targets out.");
        }
        var sources = Stream.of(
                        !filePatterns.isEmpty(), !release.isBlank(), !sql.isBlank(), !parts.isBlank(), !plan.isBlank())
                .filter(given -> given)
                .count();
        if (sources != 1) {
            throw ClientException.usage(
                    "source-missing",
                    sources == 0
                            ? "What is to be rolled out is not said."
                            : "More than one of files, a release, SQL, parts and a plan is to be rolled out.",
                    "Give either --file-pattern, --release, --sql, --parts or --plan.");
        }
    }

    private Map<String, Object> request() {
        var request = new LinkedHashMap<String, Object>();
        request.put("description", text);
        request.put("impact", impact);
        request.put("comment", comment);
        request.put("labels", labels);
        request.put("targets", targets);
        request.put("targetStage", targetStage);
        request.put("pullRequestApprovers", approvedBy);
        return request;
    }

    private Map<String, Object> oneOff() {
        return Map.of(
                "sql",
                new SourceFiles(surroundings.folder()).one(sql),
                "title",
                title.isBlank() ? "Run " + IssueOptions.plain(sql) : title);
    }

    private Map<String, Object> parts(ReleaseUpload upload) {
        var listed = PartsFile.of(parts, new SourceFiles(surroundings.folder()).one(parts));
        return Map.of("parts", listed.request(upload, project), "title", title(parts, upload.commit()));
    }

    private Map<String, Object> released(ReleaseUpload upload) {
        var name = IssueOptions.plain(release.isBlank() ? upload.store(project, track, filePatterns) : release);
        return Map.of("release", name, "title", title(name, upload.commit()));
    }

    private String title(String name, Commit commit) {
        if (!title.isBlank()) {
            return title;
        }
        return commit.title().isBlank() || !release.isBlank()
                ? "Roll out " + name
                : commit.title().substring(0, Math.min(commit.title().length(), 200));
    }
}
