package io.slipway.cli.report.ci;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.pipeline.Pipeline;
import io.slipway.cli.report.Results;
import io.slipway.cli.report.StandIn;
import io.slipway.cli.report.result.Result;
import io.slipway.cli.server.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows results in each platform's pipeline; a server stands in for its API. */
class PipelineReportTest {

    private static final String COMMENTS = "/repos/shop/db/issues/12/comments?per_page=100&page=";
    private static final String NOTES = "/projects/7/merge_requests/12/notes";
    private static final String REPORT =
            "http://api.bitbucket.org/2.0/repositories/shop/db/commit/4f1/reports/slipway-check-of-shop";

    @TempDir
    Path folder;

    private final StandIn platform = new StandIn();
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void stop() {
        platform.close();
    }

    private void show(Result result) {
        var surroundings = new Surroundings(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                environment,
                folder,
                Clock.systemUTC(),
                Duration.ZERO);
        new PipelineReport(surroundings, Pipeline.of(environment)).show(result, true);
    }

    private void onGitHub() throws IOException {
        Files.writeString(folder.resolve("event.json"), "{\"pull_request\": {\"number\": 12}}");
        environment.putAll(Map.of(
                "GITHUB_ACTIONS",
                "true",
                "GITHUB_EVENT_PATH",
                folder.resolve("event.json").toString(),
                "GITHUB_STEP_SUMMARY",
                folder.resolve("summary.md").toString(),
                "GITHUB_REPOSITORY",
                "shop/db",
                "GITHUB_API_URL",
                platform.address(),
                "GITHUB_TOKEN",
                "ghs_secret"));
    }

    @Test
    void annotatesTheChangeAndCommentsOnThePullRequest() throws IOException {
        onGitHub();
        platform.answering("GET " + COMMENTS + "1", "200 []")
                .answering("POST /repos/shop/db/issues/12/comments", "201 {\"id\": 1}");

        show(Results.failed());

        assertThat(out.toString().lines())
                .hasSize(3)
                .contains(
                        "::error title=Slipway unreachable::dev-1/b: It does not answer. Start it.",
                        "::warning file=db/V2 ü%2C%3A].sql,title=Slipway not-simulated::It was not tried.")
                .anyMatch(line -> line.startsWith(
                        "::error file=db/V1__a.sql,line=3,title=Slipway avoid-drop-table::dev-1/a: ]]> <b>'a'</b>"));
        assertThat(out.toString()).contains("100%25, ::error::no # #vso[task.complete]");
        assertThat(Files.readString(folder.resolve("summary.md"))).contains("### Slipway");
        assertThat(platform.lines()).containsExactly("GET " + COMMENTS + "1", "POST /repos/shop/db/issues/12/comments");
        var posted = platform.asked().getLast();
        assertThat(posted.header("Authorization")).isEqualTo("Bearer ghs_secret");
        assertThat(posted.header("Accept")).isEqualTo("application/vnd.github+json");
        assertThat(posted.header("X-GitHub-Api-Version")).isEqualTo("2022-11-28");
        assertThat(posted.body().at("/body").asString()).startsWith("<!-- slipway-check-of-shop -->\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void writesItsOneCommentAnewWhereverItIs() throws IOException {
        onGitHub();
        var hundred = IntStream.range(0, 100)
                .mapToObj("{\"id\": %d, \"body\": \"> <!-- slipway-check-of-shop -->\"}"::formatted)
                .toList();
        platform.answering("GET " + COMMENTS + "1", "200 " + hundred)
                .answering(
                        "GET " + COMMENTS + "2",
                        "200 [{\"id\": 501, \"body\": \"<!-- slipway-check-of-shop -->\\nold\"}]")
                .answering("PATCH /repos/shop/db/issues/comments/501", "200 {}");

        show(Results.failed());

        assertThat(platform.lines())
                .containsExactly(
                        "GET " + COMMENTS + "1", "GET " + COMMENTS + "2", "PATCH /repos/shop/db/issues/comments/501");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void tellsInOneSentenceWhatCouldNotBeShown() throws IOException {
        onGitHub();
        platform.answering("GET " + COMMENTS + "1", "403 {\"message\": \"Resource not accessible\"}");

        show(Results.failed());
        environment.remove("GITHUB_TOKEN");
        show(Results.failed());
        environment.put("GITHUB_TOKEN", "two\nlines");
        show(Results.failed());
        environment.put("GITHUB_TOKEN", "ghs_secret");
        environment.put("GITHUB_API_URL", "http://127.0.0.1:1");
        environment.put("GITHUB_STEP_SUMMARY", folder.resolve("none/summary.md").toString());
        show(Results.failed());

        assertThat(err.toString().lines())
                .hasSize(5)
                .anyMatch(line -> line.equals(
                        "The pull request was not commented on: '%s' answered GET".formatted(platform.address())
                                + " /repos/shop/db/issues/12/comments with status 403; the token must be allowed"
                                + " 'pull-requests: write'."))
                .anyMatch(line -> line.startsWith("The pull request was not commented on: GITHUB_TOKEN is not set;"))
                .anyMatch(line -> line.startsWith("The pull request was not commented on: The address '"))
                .anyMatch(
                        line -> line.startsWith("The pull request was not commented on: 'http://127.0.0.1:1' does not"))
                .anyMatch(line -> line.startsWith("The summary of the job was not written: '"))
                .noneMatch(line -> line.contains("ghs_secret") || line.contains("two"));
    }

    @Test
    void leavesABranchWithoutAPullRequestAlone() throws IOException {
        onGitHub();
        Files.writeString(folder.resolve("event.json"), "{\"ref\": \"refs/heads/main\"}");
        environment.put("GITHUB_REF", "refs/heads/main");

        show(Results.failed());

        assertThat(platform.asked()).isEmpty();
        assertThat(err.toString()).isEmpty();
    }

    private void onGitLab() {
        environment.putAll(Map.of(
                "GITLAB_CI", "true",
                "CI_API_V4_URL", platform.address(),
                "CI_PROJECT_ID", "7",
                "CI_MERGE_REQUEST_IID", "12",
                "GITLAB_TOKEN", "glpat-secret"));
    }

    @Test
    void notesTheMergeRequestOnce() {
        onGitLab();
        platform.answering("GET " + NOTES + "?per_page=100&page=1", "200 []").answering("POST " + NOTES, "201 {}");
        show(Results.failed());
        platform.answering(
                        "GET " + NOTES + "?per_page=100&page=1",
                        "200 [{\"id\": 31, \"body\": \"<!-- slipway-check-of-shop -->\\n\"}]")
                .answering("PUT " + NOTES + "/31", "200 {}");
        show(Results.failed());

        assertThat(platform.lines())
                .containsExactly(
                        "GET " + NOTES + "?per_page=100&page=1",
                        "POST " + NOTES,
                        "GET " + NOTES + "?per_page=100&page=1",
                        "PUT " + NOTES + "/31");
        assertThat(platform.asked())
                .allSatisfy(asked -> assertThat(asked.header("PRIVATE-TOKEN")).isEqualTo("glpat-secret"));
        assertThat(platform.asked().getLast().body().at("/body").asString()).contains("### Slipway");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void notesTheProjectThatAForkGoesTo() {
        onGitLab();
        environment.put("CI_MERGE_REQUEST_PROJECT_ID", "3");
        environment.remove("GITLAB_TOKEN");
        show(Results.failed());
        environment.put("GITLAB_TOKEN", "glpat-secret");
        show(Results.failed());

        assertThat(platform.lines()).containsExactly("GET /projects/3/merge_requests/12/notes?per_page=100&page=1");
        assertThat(err.toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("The merge request was not commented on: GITLAB_TOKEN is not set;"))
                .anyMatch(line -> line.endsWith(
                        "with status 404; the token must be allowed the scope 'api' and the" + " role Reporter."));
    }

    @Test
    void logsIssuesAndUploadsASummary() throws IOException {
        environment.putAll(Map.of("TF_BUILD", "True", "AGENT_TEMPDIRECTORY", folder.toString()));

        show(Results.failed());

        var summary = folder.resolve("slipway-check-of-shop.md");
        assertThat(out.toString().lines())
                .hasSize(4)
                .contains(
                        "##vso[task.logissue type=error;code=unreachable;]dev-1/b: It does not answer. Start it.",
                        "##vso[task.logissue type=warning;sourcepath=db/V2 ü,:%5D.sql;code=not-simulated;]It was not tried.",
                        "##vso[task.uploadsummary]" + summary)
                .anyMatch(
                        line -> line.startsWith(
                                "##vso[task.logissue type=error;sourcepath=db/V1__a.sql;linenumber=3;code=avoid-drop-table;]dev"))
                .noneMatch(line -> line.contains("##vso[task.complete"));
        assertThat(Files.readString(summary)).contains("### Slipway");
    }

    private void onBitbucket() {
        environment.putAll(Map.of(
                "BITBUCKET_COMMIT", "4f1",
                "BITBUCKET_WORKSPACE", "shop",
                "BITBUCKET_REPO_SLUG", "db",
                "SLIPWAY_BITBUCKET_PROXY", platform.address()));
        platform.answering("DELETE " + REPORT, "204 ")
                .answering("PUT " + REPORT, "200 {}")
                .answering("POST " + REPORT + "/annotations", "200 []");
    }

    @Test
    void reportsTheCommitThroughThePipelinesProxy() {
        onBitbucket();

        show(Results.failed());

        assertThat(platform.lines())
                .containsExactly("DELETE " + REPORT, "PUT " + REPORT, "POST " + REPORT + "/annotations");
        var report = platform.asked().get(1).body();
        assertThat(report.at("/title").asString()).isEqualTo("Slipway: check of shop failed");
        assertThat(report.at("/report_type").asString()).isEqualTo("BUG");
        assertThat(report.at("/result").asString()).isEqualTo("FAILED");
        assertThat(report.at("/link").asString()).isEqualTo("https://slipway.example.com/projects/shop");
        assertThat(report.at("/data/0/value").asInt()).isEqualTo(2);
        var annotations = platform.asked().get(2).body();
        assertThat(annotations).hasSize(3);
        assertThat(annotations.at("/0/path").asString()).isEqualTo("db/V1__a.sql");
        assertThat(annotations.at("/0/line").asInt()).isEqualTo(3);
        assertThat(annotations.at("/0/severity").asString()).isEqualTo("HIGH");
        assertThat(annotations.at("/0/annotation_type").asString()).isEqualTo("BUG");
        assertThat(annotations.at("/1").has("path")).isFalse();
        assertThat(annotations.at("/2/severity").asString()).isEqualTo("MEDIUM");
        assertThat(annotations.valueStream().map(one -> one.at("/external_id").asString()))
                .doesNotHaveDuplicates();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void keepsToWhatAReportMayHold() {
        onBitbucket();

        show(Results.large(1_250));

        assertThat(platform.lines()).hasSize(2 + 10);
        assertThat(platform.asked().stream().skip(2))
                .allSatisfy(asked -> assertThat(asked.body()).hasSize(100));
    }

    @Test
    void tellsThatTheProxyIsNone() {
        onBitbucket();
        environment.put("SLIPWAY_BITBUCKET_PROXY", "localhost");
        show(Results.failed());
        environment.put("SLIPWAY_BITBUCKET_PROXY", "http://127.0.0.1:1");
        show(Results.failed());

        assertThat(platform.asked()).isEmpty();
        assertThat(err.toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith(
                        "The report of the commit was not written: SLIPWAY_BITBUCKET_PROXY is 'localhost'"))
                .anyMatch(line -> line.startsWith(
                        "The report of the commit was not written: 'http://api.bitbucket.org/2.0' does not answer"));
    }

    @Test
    void showsNothingWhereThereIsNoPipeline() {
        show(Results.failed());

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEmpty();
    }
}
