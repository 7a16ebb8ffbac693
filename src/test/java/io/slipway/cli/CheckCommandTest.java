package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Tokens;
import io.slipway.cli.Typing.Ran;
import io.slipway.cli.report.StandIn;
import io.slipway.rollout.FlowByHand;
import io.slipway.sample.Sample;
import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@code slipway check} against the running API and real databases, as a pipeline would. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class CheckCommandTest {

    private static final String COMMENTS = "/repos/shop/db/issues/12/comments";
    private static final Map<String, String> NOTE = Map.of("db/V1__note.sql", "CREATE TABLE note (id int);\n");

    @Autowired
    FlowByHand flow;

    @Autowired
    Tokens tokens;

    @Autowired
    Caller api;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    private final StandIn gitHub = new StandIn();
    private final Map<String, String> environment = new HashMap<>();
    private Sample sample;

    @BeforeEach
    void configure() throws IOException {
        sample = flow.startAnew();
        environment.put("SLIPWAY_URL", api.address().toString());
        environment.put("SLIPWAY_SERVICE_ACCOUNT", "ci");
        environment.put("SLIPWAY_SERVICE_ACCOUNT_SECRET", issued());
        environment.put("SLIPWAY_PROJECT", "shop");
        write(NOTE);
    }

    @AfterEach
    void stop() {
        gitHub.close();
    }

    private String token() {
        return environment.getOrDefault("SLIPWAY_SERVICE_ACCOUNT_SECRET", "");
    }

    private String issued() {
        var holder = flow.account("ci");
        return tokens.issue(holder, "test", null, holder).secret().text();
    }

    private void write(Map<String, String> files) throws IOException {
        for (var file : files.entrySet()) {
            Files.createDirectories(folder.resolve(file.getKey()).getParent());
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private Ran check(String... more) {
        var arguments = new ArrayList<>(List.of("check", "--file-pattern", "db/**/*.sql"));
        arguments.addAll(List.of(more));
        return Typing.run(environment, folder, arguments.toArray(String[]::new));
    }

    private void onGitHub() throws IOException {
        Files.writeString(
                folder.resolve("event.json"), "{\"pull_request\": {\"number\": 12, \"head\": {\"sha\": \"4f1\"}}}");
        environment.putAll(Map.of(
                "GITHUB_ACTIONS", "true",
                "GITHUB_WORKSPACE", folder.toString(),
                "GITHUB_EVENT_PATH", folder.resolve("event.json").toString(),
                "GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString(),
                "GITHUB_SERVER_URL", "https://github.com",
                "GITHUB_REPOSITORY", "shop/db",
                "GITHUB_SHA", "merge",
                "GITHUB_API_URL", gitHub.address(),
                "GITHUB_TOKEN", "ghs_secret"));
        gitHub.answering("GET " + COMMENTS + "?per_page=100&page=1", "200 []").answering("POST " + COMMENTS, "201 {}");
    }

    private JsonNode json(String file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve(file)));
    }

    private void assertGolden(String name, String actual) throws IOException {
        var file = Path.of("src/test/resources/golden/cli").resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }

    @Test
    void checksThePullRequestAndIsRememberedByTheRelease() throws IOException {
        onGitHub();
        write(Map.of("db/more/V2__drop.sql", "CREATE TABLE old ();\nDROP TABLE old;\nDELETE FROM note;\n"));

        var ran = check(
                "--targets",
                "orders",
                "--report",
                "junit=out/junit.xml",
                "--report",
                "sarif=out/a.sarif",
                "--output",
                "out.json");
        var releases = api.get("/v1/projects/shop/releases", token());
        environment.put("GITHUB_SHA", "merged");
        var opened = Typing.run(
                environment,
                folder,
                "rollout",
                "--file-pattern",
                "db/**/*.sql",
                "--targets",
                "orders",
                "--title",
                "T",
                "--no-wait");
        var issue = api.get("/v1/projects/shop/issues/1", token());
        var release = api.get("/v1/" + issue.text("/releases/0"), token());

        assertThat(ran.err()).isEmpty();
        assertGolden("check.txt", ran.out());
        assertThat(json("out.json").at("/check/targets")).hasSize(3);
        assertThat(json("out/a.sarif").at("/version").asString()).isEqualTo("2.1.0");
        assertThat(Files.readString(folder.resolve("out/junit.xml"))).contains("testsuite name=\"dev-1/orders_dev\"");
        assertGolden("check-summary.md", Files.readString(folder.resolve("summary.md")));
        assertThat(gitHub.lines()).containsExactly("GET " + COMMENTS + "?per_page=100&page=1", "POST " + COMMENTS);
        assertThat(releases.body().at("/items")).isEmpty();
        assertThat(opened.code()).as(opened.err()).isZero();
        assertThat(issue.text("/checkBefore/url")).isEqualTo("https://github.com/shop/db/pull/12");

        assertThat(issue.text("/checkBefore/commit")).isEqualTo("4f1");
        assertThat(issue.body().at("/checkBefore/targets").asInt()).isEqualTo(3);
        assertThat(release.text("/vcsCommit")).isEqualTo("merged");
        assertThat(release.body().at("/check/findings")).isNotEmpty();
        assertThat(api.get("/v1/projects/shop/issues", token())
                        .body()
                        .at("/items/0")
                        .has("checkBefore"))
                .isFalse();
    }

    @Test
    void comparesWithWhatTargetsHold() throws IOException {
        flow.carry(flow.openRelease(
                Map.of("db/V1__note.sql", "CREATE TABLE note (id int);\n", "db/V2__b.sql", "CREATE TABLE b ();"),
                "dev-1/orders_dev"));
        write(Map.of("db/V1__note.sql", "CREATE TABLE note (id bigint);\n", "db/V3__c.sql", "UPDATE note SET id = 1;"));

        var failed = check("--targets", "dev-1/orders_dev,staging-1/orders_staging");
        var never = check("--targets", "dev-1/orders_dev", "--fail-on", "never");

        assertThat(failed.code()).isEqualTo(2);
        assertThat(failed.out())
                .contains("changed-after-applied: dev-1/orders_dev: ", "deleted-after-applied: dev-1/orders_dev: ")
                .contains("dev-1/orders_dev: db/V3__c.sql; risk ")
                .contains("staging-1/orders_staging: db/V1__note.sql, db/V3__c.sql; risk ");
        assertThat(never.code()).isZero();
    }

    @Test
    void failsOnWhatItIsToldTo() throws IOException {
        var none = check("--targets", "dev-1/orders_dev", "--fail-on", "warning");
        write(Map.of("db/V2__b.sql", "CREATE TABLE b (id int);\nTRUNCATE b;"));
        var error = check("--targets", "dev-1/orders_dev");
        var warning = check("--targets", "dev-1/orders_dev", "--fail-on", "warning");
        var unknown = check("--targets", "dev-1/orders_dev", "--fail-on", "info");

        assertThat(none.code()).as(none.out()).isZero();
        assertThat(error.code()).as(error.out()).isZero();
        assertThat(warning.code()).as(warning.out()).isEqualTo(2);
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("Give --fail-on error, warning or never.");
    }

    @Test
    void keepsItsExitCodeWhateverBecomesOfReports() throws IOException {
        onGitHub();
        environment.put("GITHUB_API_URL", "http://127.0.0.1:1");
        var unheard = check("--targets", "dev-1/orders_dev");
        var silent = check("--targets", "dev-1/orders_dev", "--no-pipeline-report");
        var wrong = check("--targets", "dev-1/orders_dev", "--report", "html=a");

        assertThat(unheard.code()).isZero();
        assertThat(unheard.err())
                .startsWith("The pull request was not commented on: ")
                .hasLineCount(1);
        assertThat(silent.err()).isEmpty();
        assertThat(silent.out()).doesNotContain("::");
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).startsWith("'html=a' is no report.");
    }

    @Test
    void saysOnceWhatHoldsWhereverItIsTriedOut() throws IOException {
        jdbc.sql(
                        "UPDATE instance SET scratch_url = NULL, scratch_username = NULL, scratch_password = NULL WHERE name = 'prod-1'")
                .update();
        write(Map.of("db/V2__b.sql", "CREATE TABLE b (id int);\nTRUNCATE b;"));

        var ran = check("--targets", "orders");

        assertThat(ran.out().lines().filter(line -> line.contains("avoid-truncate:")))
                .singleElement()
                .asString()
                .doesNotContain("orders_");
        assertThat(ran.out().lines().filter(line -> line.contains("simulation-unavailable:")))
                .singleElement()
                .asString()
                .contains("prod-1/orders_prod: ");
        assertThat(ran.out())
                .contains(
                        "prod-1/orders_prod: db/V1__note.sql, db/V2__b.sql; risk high, at most 0 rows; not simulated");
    }

    @Test
    void reportsARolloutToo() throws IOException {
        onGitHub();

        var ran = Typing.run(
                environment,
                folder,
                "rollout",
                "--file-pattern",
                "db/**/*.sql",
                "--targets",
                "dev-1/orders_dev",
                "--title",
                "T",
                "--timeout",
                "0s",
                "--report",
                "junit=rollout.xml,codequality=rollout.json");

        assertThat(ran.code()).as(ran.err()).isEqualTo(5);
        assertThat(Files.readString(folder.resolve("rollout.xml")))
                .contains("<testsuite name=\"dev\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"1\">")
                .contains("name=\"dev-1/orders_dev\"");
        assertThat(json("rollout.json")).isEmpty();
        assertThat(Files.readString(folder.resolve("summary.md")))
                .contains("rollout of shop still waits", "| dev | dev-1/orders&#95;dev | NOT&#95;STARTED |");
        assertThat(gitHub.asked()).isEmpty();
    }

    @Test
    void tellsWhichTargetsCouldNotBeRead() throws IOException {
        sample.targets().execute(sample.url("orders_prod"), "CREATE TABLE stranger (id int)");

        var ran = check("--targets", "dev-1/orders_dev,prod-1/orders_prod");
        var nobody = check("--targets", "dev-1/nobody");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out())
                .contains("baseline-required: prod-1/orders_prod: ", "prod-1/orders_prod: could not be read")
                .contains("dev-1/orders_dev: db/V1__note.sql; risk low");
        assertThat(nobody.code()).isEqualTo(1);
        assertThat(nobody.err()).contains("dev-1/nobody");
    }

    @Test
    void neverRunsSqlOnATarget() throws IOException, SQLException {
        write(Map.of("db/V2__b.sql", "CREATE TABLE ran_here ();"));

        check("--targets", "dev-1/orders_dev");

        try (var connection = sample.targets().connect(sample.url("orders_dev"));
                var tables = connection.getMetaData().getTables(null, "public", "%", null)) {
            assertThat(tables.next()).isFalse();
        }
    }
}
