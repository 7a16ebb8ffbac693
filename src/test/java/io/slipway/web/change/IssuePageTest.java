package io.slipway.web.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.release.MigrationFiles;
import io.slipway.review.Issue;
import io.slipway.rollout.FlowByHand;
import io.slipway.rollout.task.Task;
import io.slipway.testing.Caller;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import io.slipway.web.ShownChange;
import io.slipway.web.Visitor;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class, ShownChange.class})
class IssuePageTest {

    private static final String PAGE = "/projects/shop/issues/1";
    private static final String TURN = "\u202e";
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String UNTRUSTED = TURN + SCRIPT;
    private static final String INERT = "⟦U+202E⟧&lt;script&gt;alert(1)&lt;/script&gt;";
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    @Autowired
    ShownChange change;

    @Autowired
    Caller api;

    @Autowired
    SettableClock clock;

    @Autowired
    MigrationFiles files;

    @Autowired
    JdbcClient jdbc;

    private Visitor visitor = new Visitor(URI.create("http://127.0.0.1"));

    @BeforeEach
    void startAnew() {
        clock.set(Instant.parse("2026-03-02T10:00:00Z"));
        change.flow().startAnew();
        visitor = new Visitor(api.address());
        visitor.logIn(change.tokenOf("releaser"));
    }

    private Issue opened(String sql, String targets) {
        return change.opened(Map.of(
                "project",
                "shop",
                "title",
                "Keep notes",
                "description",
                "After the newsletter.",
                "labels",
                "rollout:night, support",
                "targets",
                targets,
                "sql",
                sql));
    }

    /** Return what a page says, without its tags and with single spaces. */
    private String read(String path) {
        var seen = visitor.get(path);
        assertThat(seen.status()).as(path).isEqualTo(200);
        return text(seen.body());
    }

    private static String text(String page) {
        return TAG.matcher(page).replaceAll(" ").replace("&#39;", "'").replaceAll("\\s+", " ");
    }

    @Test
    void showsHowThePullRequestWasChecked() {
        var developer = change.tokenOf("developer");
        var files = "\"files\": [{\"path\": \"V1__a.sql\", \"statement\": \"CREATE TABLE a ();\"}]";
        api.post(
                "/v1/projects/shop/releases:check",
                developer,
                "{%s, \"targets\": [\"orders\"], \"url\": \"https://example.com/pull/1?a=%%3Cb%%3E\"}"
                        .formatted(files));
        var release = api.post("/v1/projects/shop/releases", developer, "{%s}".formatted(files))
                .text("/name");
        change.opened(Map.of("project", "shop", "title", "T", "targets", "orders", "release", release));

        assertThat(read(PAGE))
                .contains("Pull request checked 2026-03-02 10:00 UTC for 3 targets : 0 errors, 0 warnings"
                        + " https://example.com/pull/1?a=%3Cb%3E");
        assertThat(visitor.get(PAGE).body()).contains("href=\"https://example.com/pull/1?a=%3Cb%3E\"");
    }

    @Test
    void showsWhatIsAskedOfWhomAndWhen() {
        var issue = opened("CREATE TABLE note (id int PRIMARY KEY); DROP TABLE IF EXISTS draft", "prod-1/orders_prod");
        var stage = change.asked(issue);
        change.approved(stage, "approver");

        var page = read(PAGE);

        assertThat(page)
                .contains("open Keep notes", "by developer", "After the newsletter.", "rollout:night", "support")
                .contains("window night opens next 2026-03-02 22:00 Europe/Berlin (2026-03-02 21:00 UTC)")
                .contains("prod : an owner to decide, step 2 of 2")
                .contains("warning", "avoid-drop-table", "prod-1/orders_prod", "not started")
                .contains("2026-03-02 10:12 UTC approver approved prod", "an owner is asked prod")
                .contains(
                        "chose the policy: row 'production-destructive' for approvals, row 'production' for the rollout")
                .contains("row production-destructive asks approver, then owner ; row production waits for a releaser")
                .contains("tier production", "labels rollout:night, support", "authors known");
    }

    @Test
    void showsTheLogOfEachAttempt() {
        var issue = opened(
                "CREATE TABLE note (id int);\nINSERT INTO note SELECT generate_series(1, 5);", "dev-1/orders_dev");
        change.done(issue);
        var failing = change.flow().openChecked("SELECT 1;\nSELECT 1 / 0;", "dev-1/orders_dev");
        var stage = change.run(failing);
        var task = change.flow().steps().tasks().ofStage(stage.id()).getFirst();

        var done = read(PAGE);
        var failed = read("/projects/shop/issues/2/stages/dev/tasks/" + task.id());

        assertThat(done)
                .contains("Log: 1 attempt, 2 statements")
                .containsPattern("issue/1[.]1[.]sql : 2 INSERT INTO note SELECT generate_series\\(1, 5\\) 5 \\d+ ms");
        assertThat(task.status()).isEqualTo(Task.Status.FAILED);
        assertThat(failed).contains("failed Attempt 1", "SELECT 1 / 0", "division by zero");
        assertThat(read("/projects/shop/issues/2")).contains("a releaser to decide about failures", "division by zero");
        assertThat(read("/projects/shop/issues/2/stages/dev")).contains("dev-1/orders_dev failed wave 1");
    }

    @Test
    void showsASchedule() {
        var issue = opened("CREATE TABLE note (id int)", "prod-1/orders_prod");
        var stage = change.asked(issue);
        change.approved(stage, "approver");
        change.approved(stage, "owner");
        change.scheduled(stage, Instant.parse("2026-03-03T21:30:00Z"));

        var page = read(PAGE);

        assertThat(page)
                .contains("prod : its start at 2026-03-03 21:30 UTC", "wave 1 : scheduled for 2026-03-03 21:30 UTC")
                .contains("releaser released, to start at 2026-03-03 21:30 UTC prod")
                .contains("prod-1/orders_prod pending wave 1");
    }

    @Test
    void showsWhatAnEditChangedAndWhatItMadeVoid() {
        var issue = opened("SELECT 1;\nSELECT 2;\n", "prod-1/orders_prod");
        change.approved(change.asked(issue), "approver");
        change.edited(issue, "SELECT 1;\nSELECT 3;\n");

        var page = visitor.get(PAGE).body();

        assertThat(text(page))
                .contains("Edited once. issue-1.1 beside issue-1.2")
                .contains("issue/1.1.sql → issue/1.2.sql changed")
                .contains("2 SELECT 2; 2 SELECT 3;")
                .contains("approver approved void: the change was edited since prod")
                .contains("edited the change, release issue-1.2");
        assertThat(page).contains("row-changed", "row-same");
        assertThat(files.of(1))
                .singleElement()
                .satisfies(file -> assertThat(
                                visitor.get(PAGE + "/files/" + file.id()).body())
                        .isEqualTo("SELECT 1;\nSELECT 2;"));
    }

    @Test
    void listsTheFilesOfARelease() {
        change.flow()
                .openRelease(Map.of("V1__a.sql", "CREATE TABLE a ();", "V2__b.sql", "CREATE TABLE b ();"), "orders");

        var page = read(PAGE);

        assertThat(page)
                .contains(
                        "Files (2)",
                        "V1__a.sql version 1 , 1 line , SHA-256 "
                                + files.of(1).getFirst().sha256())
                .contains("CREATE TABLE b ();")
                .doesNotContain("Difference");
    }

    @Test
    void rendersWhatPeopleTypedInert() {
        var issue = change.opened(Map.of(
                "project", "shop",
                "title", UNTRUSTED,
                "description", UNTRUSTED,
                "impact", UNTRUSTED,
                "labels", UNTRUSTED,
                "targets", "prod-1/orders_prod",
                "sql", "CREATE TABLE note (id int); -- " + UNTRUSTED));
        change.commented(issue, "approver", UNTRUSTED);
        change.edited(
                issue,
                "CREATE TABLE \"" + UNTRUSTED + "\" (id int); DROP TABLE \"" + UNTRUSTED + "\"; -- " + UNTRUSTED);
        var stage = change.asked(issue);
        change.approved(stage, "approver");
        change.approved(stage, "owner");
        change.flow().openRelease(Map.of("V7__" + SCRIPT.replace("/", "") + ".sql", UNTRUSTED), "dev-1/orders_dev");
        var refused = comment(" ".repeat(3) + UNTRUSTED + "x".repeat(70_000));

        for (var page : List.of(
                visitor.get(PAGE),
                visitor.get("/projects/shop/issues/2"),
                visitor.get("/projects/shop/issues"),
                visitor.get(PAGE + "/stages/prod"),
                visitor.get(PAGE + "/stages/prod/tasks/1"),
                refused)) {
            assertThat(page.body()).doesNotContain("<script", TURN, "<b>");
        }
        assertThat(visitor.get(PAGE).body()).contains("<title>" + INERT + " – Slipway</title>");
        assertThat(visitor.get(PAGE).body().split(Pattern.quote(INERT), -1)).hasSizeGreaterThan(9);
        assertThat(visitor.get("/projects/shop/issues/2").body())
                .contains("V7__&lt;script&gt;alert(1)&lt;script&gt;.sql");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains(INERT + "xxx");
    }

    @Test
    void showsAsMuchOfALargeFileAsFitsAndGivesTheWholeAway() {
        var sql = "SELECT 1; -- " + "x".repeat(30_000) + "\n-- the end " + UNTRUSTED;
        change.flow().openRelease(Map.of("V1__large.sql", sql), "dev-1/orders_dev");
        var id = files.of(1).getFirst().id();

        var page = visitor.get(PAGE).body();
        var whole = visitor.get(PAGE + "/files/" + id);

        assertThat(page).contains("The text goes on", PAGE + "/files/" + id).doesNotContain("the end");
        assertThat(whole.body()).isEqualTo(sql);
        assertThat(whole.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(whole.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(whole.header("Content-Disposition")).isEqualTo("attachment; filename=\"V1__large.sql\"");
    }

    @Test
    void givesFilesOfTheIssueOnly() {
        opened("SELECT 1", "dev-1/orders_dev");
        opened("SELECT 2", "dev-1/orders_dev");
        var other = files.of(2).getFirst().id();

        assertThat(visitor.get("/projects/shop/issues/2/files/" + other).status())
                .isEqualTo(200);
        assertThat(visitor.get(PAGE + "/files/" + other).status()).isEqualTo(404);
        assertThat(visitor.get(PAGE + "/files/99").status()).isEqualTo(404);
        assertThat(visitor.get(PAGE + "/stages/prod").status()).isEqualTo(404);
        assertThat(visitor.get(PAGE + "/nothing").body())
                .contains("There is no &#39;projects/shop/issues/1/nothing&#39;");
        assertThat(visitor.get("/projects/shop/issues/99999999999").status()).isEqualTo(404);
    }

    private Visitor.Seen comment(String text) {
        visitor.get(PAGE);
        return visitor.post(PAGE + "/comments", Map.of("text", text));
    }

    @Test
    void takesACommentAsTheApiDoes() {
        opened("SELECT 1", "dev-1/orders_dev");

        var added = comment("Tonight?\nAt ten.");
        var empty = comment("  ");
        var long1 = comment("x".repeat(70_000));

        assertThat(added.status()).isEqualTo(303);
        assertThat(added.redirect()).isEqualTo(PAGE + "#comments");
        assertThat(read(PAGE)).contains("Comments (1)", "releaser 2026-03-02 10:00 UTC Tonight? At ten.");
        assertThat(api.get("/v1" + PAGE, change.tokenOf("owner")).text("/comments/0/text"))
                .isEqualTo("Tonight?\nAt ten.");
        assertThat(empty.status()).isEqualTo(422);
        assertThat(long1.status()).isEqualTo(422);
        assertThat(text(long1.body())).contains("The comment has 70000 characters", "Say it in fewer words");
        assertThat(long1.body()).contains("x".repeat(70_000));
        assertThat(jdbc.sql("SELECT count(*) FROM comment").query(Long.class).single())
                .isEqualTo(1);
    }

    @Test
    void leadsFromProjectsToTheNewestIssuesPageByPage() {
        IntStream.rangeClosed(1, 27)
                .forEach(number -> change.flow().openChecked("SELECT " + number, "dev-1/orders_dev"));

        var projects = visitor.get("/");
        var newest = visitor.get("/projects/shop/issues");
        var older = visitor.get("/projects/shop/issues?before=3");

        assertThat(projects.body()).contains("href=\"/projects/shop/issues\"", "Web shop");
        assertThat(newest.body())
                .contains(
                        "href=\"/projects/shop/issues/27\"",
                        "href=\"/projects/shop/issues/3\"",
                        "/projects/shop/issues?before=3")
                .doesNotContain("href=\"/projects/shop/issues/2\"");
        assertThat(older.body())
                .contains("href=\"/projects/shop/issues/2\"", "href=\"/projects/shop/issues/1\"")
                .doesNotContain("Older");
        assertThat(visitor.get("/projects/shop").redirect()).isEqualTo("/projects/shop/issues");
    }
}
