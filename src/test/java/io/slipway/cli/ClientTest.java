package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.api.change.ChangeScenario;
import io.slipway.api.change.ChangeScenarioConfiguration;
import io.slipway.cli.Typing.Ran;
import io.slipway.review.Issue;
import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Runs the client's commands against the running API. */
@SlipwayTest
@Import(ChangeScenarioConfiguration.class)
class ClientTest {

    private static final Instant LATER = Instant.parse("2026-03-03T22:00:00Z");

    @Autowired
    ChangeScenario scenario;

    @Autowired
    Caller api;

    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private String administrator = "";

    @BeforeEach
    void write() throws IOException {
        administrator = scenario.configured();
        Files.createDirectories(folder.resolve("migrations/tenant"));
        Files.writeString(folder.resolve("migrations/V1__a.sql"), "CREATE TABLE a ();\n");
        Files.writeString(folder.resolve("migrations/tenant/V2__b.sql"), "CREATE TABLE b ();\n");
        environment.put("SLIPWAY_URL", "http://127.0.0.1:" + port);
        environment.put("SLIPWAY_SERVICE_ACCOUNT", "ci");
        environment.put("SLIPWAY_SERVICE_ACCOUNT_SECRET", scenario.tokenOf("ci"));
        environment.put("SLIPWAY_PROJECT", "shop");
        environment.put("SLIPWAY_TIMEOUT", "3s");
    }

    private Ran run(String... arguments) {
        return Typing.run(environment, folder, arguments);
    }

    private Ran opened() {
        return run(
                "rollout", "--file-pattern", "migrations/**/*.sql", "--targets", "orders", "--title", "T", "--no-wait");
    }

    private Ran asReleaser(String... arguments) {
        environment.put("SLIPWAY_TOKEN", scenario.tokenOf("releaser"));
        try {
            return run(arguments);
        } finally {
            environment.remove("SLIPWAY_TOKEN");
        }
    }

    /** Compare with the file in {@code golden/cli}; {@code -Dgolden.write=true} writes it anew. */
    private static void assertGolden(String name, String actual) throws IOException {
        var file = Path.of("src/test/resources/golden/cli").resolve(name);
        var timeless = actual.replaceAll("(?m)^\\d\\d:\\d\\d:\\d\\dZ", "hh:mm:ssZ");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, timeless);
        }
        assertThat(timeless).isEqualTo(Files.readString(file));
    }

    @Test
    void makesAReleaseAndOpensAnIssue() throws IOException {
        environment.putAll(Map.of(
                "GITLAB_CI", "true",
                "CI_COMMIT_SHA", "4f1c",
                "CI_PROJECT_URL", "https://gitlab.example.com/shop",
                "CI_COMMIT_AUTHOR", "Olga Owner <owner@example.com>",
                "CI_COMMIT_TITLE", "Add tables"));

        var ran = run("rollout", "--file-pattern", "migrations/**/*.sql", "--targets", "orders", "--no-wait");
        var status = run("status", "1");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .matches("(?s)Release 'projects/shop/releases/shop-[0-9a-f]{12}' has 2 files\\.\n"
                        + "Opened issue 'projects/shop/issues/1'\\.\n"
                        + "Its plan is 'projects/shop/plans/[-0-9a-f]+'\\.\n");
        assertGolden("status.txt", status.out());
        assertThat(status.code()).isZero();
    }

    @Test
    void saysWhatItMeansAndWhoApprovedThePullRequest() {
        var ran = run(
                "rollout",
                "--file-pattern",
                "migrations/**/*.sql",
                "--targets",
                "orders",
                "--impact",
                "orders wait for a second",
                "--comment",
                "after eight in the evening, please",
                "--approved-by",
                "approver@example.com,who@example.com",
                "--no-wait");
        var issue = api.get("/v1/projects/shop/issues/1", scenario.tokenOf("ci"));

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(issue.text("/impact")).isEqualTo("orders wait for a second");
        assertThat(issue.text("/comments/0/text")).isEqualTo("after eight in the evening, please");
        assertThat(issue.text("/pullRequestApprovers/0/member")).isEqualTo("approver");
        assertThat(issue.text("/pullRequestApprovers/1/email")).isEqualTo("who@example.com");
    }

    @Test
    void opensAOneOffAndCommentsOnIt() throws IOException {
        Files.writeString(folder.resolve("fix.sql"), "UPDATE a SET b = 1 WHERE b IS NULL;\n");

        var opened = run("rollout", "--sql", "fix.sql", "--targets", "orders", "--no-wait");
        var said = asReleaser("comment", "1", "--text", "not before nine");
        var again = asReleaser("recheck", "1");
        var missing = run("rollout", "--sql", "none.sql", "--targets", "orders", "--no-wait");
        var both = run("rollout", "--sql", "fix.sql", "--release", "r", "--targets", "orders");
        var issue = api.get("/v1/projects/shop/issues/1", scenario.tokenOf("ci"));

        assertThat(opened.code()).as(opened.err()).isZero();
        assertThat(said.out()).isEqualTo("Said of issue 'projects/shop/issues/1'.\n");
        assertThat(issue.text("/title")).isEqualTo("Run fix.sql");
        assertThat(issue.text("/releases/0")).isEqualTo("projects/shop/releases/issue-1.1");
        assertThat(issue.text("/comments/0/text")).isEqualTo("not before nine");
        assertThat(again.out()).isEqualTo("Issue 'projects/shop/issues/1' is checked again.\n");
        assertThat(scenario.wakeups()).contains("slipway.issueChanged 1");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("The file 'none.sql' cannot be read.");
        assertThat(both.code()).isEqualTo(1);
        assertThat(both.err()).contains("Give either --file-pattern, --release, --sql, --parts or --plan.");
    }

    @Test
    void refusesBeforeItCalls() throws IOException {
        Files.write(folder.resolve("migrations/V3__latin.sql"), new byte[] {'-', '-', (byte) 0xE4});

        var none = run("rollout", "--file-pattern", "db/*.sql", "--targets", "orders");
        var latin = run("rollout", "--file-pattern", "migrations/*.sql", "--targets", "orders");
        var neither = run("rollout", "--targets", "orders");
        var time = run("reschedule", "1", "--at", "tomorrow");

        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("matches 'db/*.sql'.\nCheck --file-pattern");
        assertThat(latin.err()).startsWith("File 'migrations/V3__latin.sql' is not UTF-8.");
        assertThat(neither.err()).startsWith("What is to be rolled out is not said.");
        assertThat(time.err()).startsWith("'tomorrow' is no time");
        assertThat(List.of(latin.code(), neither.code(), time.code())).containsOnly(1);
    }

    @Test
    void refusesWhatIsTooLargeBeforeItReadsIt() throws IOException {
        sparse("large/1__bulk.sql", 60);
        for (int version = 1; version <= 5; version++) {
            sparse("many/%d__part.sql".formatted(version), 45);
        }

        var file = run("rollout", "--file-pattern", "large/*.sql", "--targets", "orders");
        var release = run("rollout", "--file-pattern", "many/*.sql", "--targets", "orders");

        assertThat(file.err()).startsWith("File 'large/1__bulk.sql' has 60 MB, more than 50.");
        assertThat(release.err()).startsWith("The files together have more than 200 MB.");
        assertThat(List.of(file.code(), release.code())).containsOnly(1);
    }

    private void sparse(String name, int megabytes) throws IOException {
        var path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(megabytes * 1024L * 1024);
        }
    }

    @Test
    void tellsTheServersRefusalInItsWords() {
        var unknown = run("status", "7");
        environment.put("SLIPWAY_SERVICE_ACCOUNT_SECRET", "wrong");
        var stranger = run("status", "7");
        environment.put("SLIPWAY_URL", "http://127.0.0.1:1");
        var nobody = run("status", "7");

        assertThat(unknown.err())
                .isEqualTo(
                        "There is no 'projects/shop/issues/7'.\nCheck the name, and that you are a member of its project.\n");
        assertThat(stranger.err()).startsWith("The request has no valid access token.");
        assertThat(nobody.err()).startsWith("Slipway does not answer at 'http://127.0.0.1:1'");
        assertThat(List.of(unknown.code(), stranger.code(), nobody.code())).containsOnly(1);
    }

    @Test
    void saysForWhomItStillWaits() throws IOException {
        opened();
        scenario.checked(1, 0);
        scenario.asked(scenario.stage(1, 0), List.of("approver"));

        var ran = run("status", "1", "--wait", "--timeout", "0s");

        assertThat(ran.code()).isEqualTo(5);
        assertGolden("waiting.txt", ran.out());
    }

    @Test
    void endsWithOneLinePerTargetWhenATaskFailed() throws IOException {
        opened();
        scenario.checked(1, 0);
        scenario.ended(scenario.released(scenario.stage(1, 0), null), "FAILED");

        var ran = run("status", "1", "--wait", "--output", "result.json");
        var result = JsonMapper.shared().readTree(Files.readString(folder.resolve("result.json")));

        assertThat(ran.code()).isEqualTo(4);
        assertGolden("failed.txt", ran.out());
        assertThat(result.at("/exitCode").asInt()).isEqualTo(4);
        assertThat(result.at("/tasks/0/code").asString()).isEqualTo("statement-failed");
    }

    @Test
    void endsWithTheExitCodeOfEachOutcome() {
        opened();
        scenario.checked(1, 2);
        scenario.asked(scenario.stage(1, 0), List.of());
        var errors = run("status", "1", "--wait");
        scenario.closed(1, Issue.Status.CANCELED, "");
        opened();
        scenario.checked(2, 0);
        var stage = scenario.stage(2, 0);
        scenario.rejected(stage, scenario.asked(stage, List.of("approver")));
        var rejected = run("status", "2", "--wait");
        scenario.closed(2, Issue.Status.CANCELED, "Rejected by an approver.");
        var canceled = run("status", "2", "--wait");
        opened();
        scenario.closed(3, Issue.Status.DONE, "");
        var done = run("status", "3", "--wait");

        assertThat(errors.code()).as(errors.out()).isEqualTo(2);
        assertThat(errors.out())
                .contains("ERROR   V1__a.sql:3 avoid-drop-table: Table 'a' is dropped. Rename it first.");
        assertThat(rejected.code()).as(rejected.out()).isEqualTo(3);
        assertThat(canceled.code()).isEqualTo(3);
        assertThat(canceled.out()).endsWith("Issue 'projects/shop/issues/2' is cancelled: Rejected by an approver.\n");
        assertThat(done.code()).isZero();
    }

    @Test
    void stopsAtTheTargetStage() {
        run("rollout", "--file-pattern", "**/*.sql", "--targets", "orders", "--target-stage", "dev", "--no-wait");
        scenario.checked(1, 0);
        scenario.done(scenario.stage(1, 0));
        scenario.asked(scenario.stage(1, 1), List.of());

        var ran = run("status", "1", "--wait");
        var promoted = asReleaser("promote", "1");

        assertThat(ran.code()).as(ran.out()).isZero();
        assertThat(ran.out()).endsWith("Everything before stage 'staging' is done; it waits for a promotion.\n");
        assertThat(promoted.code()).as(promoted.err()).isZero();
    }

    @Test
    void reschedulesAndCancels() {
        opened();
        scenario.checked(1, 0);
        scenario.released(scenario.stage(1, 0), LATER);

        var forbidden = run("cancel", "1");
        var moved = asReleaser("reschedule", "1", "--at", "2026-03-04T22:00+01:00");
        var canceled = asReleaser("cancel", "projects/shop/issues/1", "--stage", "dev", "--reason", "Too early.");
        var after = run("status", "1", "--wait");

        assertThat(forbidden.err()).startsWith("'ci' is no releaser of project 'shop'.");
        assertThat(moved.out()).contains("dev: starts at 2026-03-04T21:00:00Z");
        assertThat(canceled.out()).contains("'releaser' cancelled the schedule: Too early.");
        assertThat(after.code()).as(after.out()).isEqualTo(3);
    }

    @Test
    void appliesAConfigurationAfterTellingTheDifference() throws IOException {
        environment.put("SLIPWAY_TOKEN", administrator);
        environment.put("TIER", "testing");
        Files.writeString(folder.resolve("slipway.yaml"), "environments:\n  - name: qa\n    tier: ${TIER}\n");

        var dry = run("apply", "-f", "slipway.yaml", "--dry-run");
        var applied = run("apply", "-f", "slipway.yaml");

        assertThat(dry.out()).contains("+ ").doesNotContain("Applied.");
        assertThat(applied.err()).isEmpty();
        assertThat(applied.out()).endsWith("Applied.\n");
    }

    @Test
    void issuesTokensAndLooksAtDatabases() {
        var token = run("token", "laptop");
        environment.put("SLIPWAY_TOKEN", administrator);
        var doctor = run("doctor", "dev-1/orders_dev");
        var revisions = run("revisions", "dev-1/orders_dev");

        assertThat(token.out()).matches("slp_[A-Za-z0-9_-]{43}\n");
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out())
                .contains("knows you as 'accounts/administrator'")
                .contains("ERROR    instances/dev-1");
        assertThat(revisions.code()).isZero();
    }

    @Test
    void explainsEachCommand() throws IOException {
        environment.clear();
        var help = new StringBuilder(run("--help").out());
        for (var command : List.of(
                "check",
                "migrate",
                "rollout",
                "status",
                "cancel",
                "reschedule",
                "resolve",
                "edit",
                "reconcile",
                "accept",
                "baseline",
                "apply",
                "token")) {
            help.append('\n').append(run(command, "--help").out());
        }

        assertGolden("help.txt", help.toString());
    }

    @Test
    void givesAnIssueANewReleaseOfItsFiles() throws IOException {
        opened();
        Files.writeString(folder.resolve("migrations/V1__a.sql"), "CREATE TABLE a (id int);\n");
        Files.writeString(folder.resolve("reconcile.sql"), "ALTER TABLE a ADD id int;\n");

        var edited = run("edit", "1", "--file-pattern", "migrations/**/*.sql");
        var nothing = run("edit", "1");
        var reconciled =
                run("reconcile", "1", "--target", "dev-1/orders_dev", "--file", "reconcile.sql", "--reason", "Why.");
        var unread = run("reconcile", "1", "--target", "dev-1/orders_dev", "--file", "none.sql", "--reason", "Why.");
        var accepted = asReleaser("accept", "1", "--target", "dev-1/orders_dev", "--reason", "Same.");

        assertThat(edited.code()).isZero();
        assertThat(edited.out())
                .contains("has 2 files.", "Issue 'projects/shop/issues/1' rolls out release", "decided on again.");
        assertThat(nothing.err()).contains("Give either --file-pattern or --release.");
        assertThat(reconciled.code()).isEqualTo(1);
        assertThat(reconciled.err()).contains("holds an earlier text of a file of issue 1.");
        assertThat(unread.err()).contains("The file 'none.sql' cannot be read.");
        assertThat(accepted.err()).contains("holds an earlier text of a file of issue 1.");
    }

    @Test
    void letsAdministratorsLookAtModelsAndResume() {
        var somebody = run("models", "diff");
        environment.put("SLIPWAY_TOKEN", administrator);
        var diff = run("models", "diff");
        var upgrade = run("models", "upgrade");
        var resume = run("resume", "--force");
        var none = run("models");

        assertThat(somebody.code()).isEqualTo(1);
        assertThat(somebody.err()).contains("'ci' is no administrator.");
        assertThat(List.of(diff, upgrade, resume)).allSatisfy(ran -> {
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err()).startsWith("This server was started without a process engine.");
        });
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("Missing required subcommand");
    }
}
