package io.slipway.api.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

@SlipwayTest
@Import(ChangeScenarioConfiguration.class)
class ChangeApiTest {

    private static final String SHOP = "/v1/projects/shop";
    private static final String RELEASE = """
            {"files": [
               {"path": "V2__b.sql", "statement": "CREATE TABLE b ();"},
               {"path": "V1__a.sql", "statement": "CREATE TABLE a ();"}],
             "vcsType": "github", "vcsCommit": "4f1", "vcsUrl": "https://example.com/4f1",
             "authors": [{"email": "owner@example.com", "name": "Olga"}, {"email": "who@example.com", "name": "Who"}]}
            """;
    private static final String ONE_OFF = """
            {"title": "Add a column", "sql": "ALTER TABLE a ADD b int;", "targets": ["orders"], "labels": ["rollout:night"]}
            """;
    private static final Instant LATER = Instant.parse("2026-03-03T22:00:00Z");

    @Autowired
    Caller api;

    @Autowired
    ChangeScenario scenario;

    private String ci = "";
    private String releaser = "";

    @BeforeEach
    void configure() {
        scenario.configured();
        ci = scenario.tokenOf("ci");
        releaser = scenario.tokenOf("releaser");
    }

    private static List<String> actions(Caller.Answer answer) {
        return answer.body()
                .at("/actions")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private Caller.Answer opened() {
        return api.post(SHOP + "/issues", ci, ONE_OFF);
    }

    private Caller.Answer order(String path, String token, String body) {
        return api.post(SHOP + "/rollouts/1" + path, token, body);
    }

    @Test
    void storesAReleaseOnce() {
        var first = api.post(SHOP + "/releases", ci, RELEASE);
        var second = api.post(SHOP + "/releases", ci, RELEASE);
        var short1 = api.get("/v1/" + first.text("/name"), releaser);
        var full = api.get("/v1/" + first.text("/name") + "?view=full", releaser);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("/name")).isEqualTo(first.text("/name")).startsWith("projects/shop/releases/shop-");
        assertThat(short1.text("/files/0/path")).isEqualTo("V1__a.sql");
        assertThat(short1.text("/files/0/sha256")).hasSize(64);
        assertThat(short1.body().at("/files/0").has("statement")).isFalse();
        assertThat(short1.body().at("/authors/0/member").asBoolean()).isTrue();
        assertThat(short1.body().at("/authors/1/member").asBoolean()).isFalse();
        assertThat(full.text("/files/1/statement")).isEqualTo("CREATE TABLE b ();");
        assertThat(api.get(SHOP + "/releases", ci).body().at("/items")).hasSize(1);
    }

    @Test
    void refusesReleasesOfApproversAndOfWrongFiles() {
        var approver = api.post(SHOP + "/releases", scenario.tokenOf("approver"), RELEASE);
        var empty = api.post(SHOP + "/releases", ci, "{\"files\": []}");
        var missing = api.post(SHOP + "/releases", ci, "{}");
        var twice = api.post(SHOP + "/releases", ci, RELEASE.replace("V2__", "V1.0__"));
        var unversioned = api.post(SHOP + "/releases", ci, RELEASE.replace("V2__", "notes_"));

        assertThat(approver.status()).isEqualTo(403);
        assertThat(approver.text("/code")).isEqualTo("role-missing");
        assertThat(empty.text("/code")).isEqualTo("no-files");
        assertThat(missing.status()).isEqualTo(422);
        assertThat(twice.text("/code")).isEqualTo("duplicate-version");
        assertThat(unversioned.status()).isEqualTo(422);
        assertThat(unversioned.text("/help")).contains("Name it by its version");
    }

    @Test
    void opensAnIssueAndShowsWhereItStands() {
        var opened = opened();
        var issue = api.get(SHOP + "/issues/1", ci);

        assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);
        assertThat(issue.text("/name")).isEqualTo("projects/shop/issues/1");
        assertThat(issue.text("/rollout")).isEqualTo("projects/shop/rollouts/1");
        assertThat(issue.text("/status")).isEqualTo("OPEN");
        assertThat(issue.text("/creators/0")).isEqualTo("ci");
        assertThat(issue.text("/releases/0")).isEqualTo("projects/shop/releases/issue-1.1");
        assertThat(issue.body().at("/checks/checked").asBoolean()).isFalse();
        assertThat(issue.body()
                        .at("/stages")
                        .valueStream()
                        .map(stage -> stage.at("/environment").asString()))
                .containsExactly("environments/dev", "environments/staging", "environments/prod");
        assertThat(issue.body().at("/stages/0/tasks/NOT_STARTED").asInt()).isEqualTo(1);
        assertThat(actions(issue)).containsExactly("edit", "withdraw", "check", "comment");
        assertThat(actions(api.get(SHOP + "/issues/1", releaser))).containsExactly("check", "comment", "dependOn");
        assertThat(scenario.wakeups()).containsExactly("slipway.issueOpened 1");
    }

    @Test
    void refusesIssuesWithReasons() {
        assertThat(api.post(SHOP + "/issues", releaser, ONE_OFF).status()).isEqualTo(403);
        assertThat(api.post(SHOP + "/issues", ci, ONE_OFF.replace("Add a column", " "))
                        .text("/code"))
                .isEqualTo("title-missing");
        assertThat(api.post(SHOP + "/issues", ci, ONE_OFF.replace("orders", "order"))
                        .status())
                .isEqualTo(422);
        assertThat(api.post(SHOP + "/issues", ci, ONE_OFF.replace("\"sql\"", "\"sequel\""))
                        .text("/detail"))
                .contains("'sequel'");
        assertThat(api.get(SHOP + "/issues/7", ci).status()).isEqualTo(404);
    }

    @Test
    void givesARepeatedRequestItsFirstAnswer() {
        var first = api.repeatable(SHOP + "/issues", ci, "one", ONE_OFF);
        var again = api.repeatable(SHOP + "/issues", ci, "one", ONE_OFF);
        var other = api.repeatable(SHOP + "/issues", ci, "one", ONE_OFF.replace("Add", "Drop"));
        var others = api.repeatable(SHOP + "/issues", scenario.tokenOf("developer"), "one", ONE_OFF);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("/code")).isEqualTo("idempotency-key-reused");
        assertThat(others.text("/name")).isEqualTo("projects/shop/issues/2");
        assertThat(api.get(SHOP + "/issues?pageSize=1", ci).text("/items/0/name"))
                .isEqualTo("projects/shop/issues/2");
    }

    @Test
    void editsCommentsAndWithdraws() {
        opened();

        var edited = api.call(
                "PATCH",
                SHOP + "/issues/1",
                ci,
                "application/json",
                BodyPublishers.ofString("{\"sql\": \"SELECT 1;\"}"));
        var comment = api.post(SHOP + "/issues/1/comments", releaser, "{\"text\": \"Run it at night.\"}");
        var forbidden = api.post(SHOP + "/issues/1:withdraw", releaser, "");
        var withdrawn = api.post(SHOP + "/issues/1:withdraw", ci, "");
        var again = api.post(SHOP + "/issues/1:withdraw", ci, "");

        assertThat(edited.text("/releases/0")).isEqualTo("projects/shop/releases/issue-1.2");
        assertThat(comment.status()).isEqualTo(201);
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(withdrawn.status()).isEqualTo(200);
        assertThat(withdrawn.text("/comments/0/text")).isEqualTo("Run it at night.");
        assertThat(actions(withdrawn)).containsExactly("comment");
        assertThat(again.text("/code")).isEqualTo("issue-withdrawn");
    }

    @Test
    void refusesToEditAReleaseOfFiles() {
        var release = api.post(SHOP + "/releases", ci, RELEASE).text("/name");
        var opened = api.post(
                SHOP + "/issues",
                ci,
                "{\"title\": \"Roll out\", \"release\": \"%s\", \"targets\": [\"everything\"]}".formatted(release));
        var edited = api.call(
                "PATCH",
                SHOP + "/issues/1",
                ci,
                "application/json",
                BodyPublishers.ofString("{\"sql\": \"SELECT 1;\"}"));

        assertThat(opened.body().at("/authorsUnknown").asBoolean()).isTrue();
        assertThat(actions(opened)).containsExactly("edit", "withdraw", "check", "comment");
        assertThat(edited.status()).isEqualTo(409);
        assertThat(edited.text("/code")).isEqualTo("release-immutable");
    }

    @Test
    void saysWhomAStageWaitsFor() {
        opened();
        scenario.checked(1, 0);
        var stage = scenario.stage(1, 0);
        var ask = scenario.asked(stage, List.of("approver", "owner"));

        var first = order("/stages/dev", ci, "").status();
        var waits = api.get(SHOP + "/rollouts/1/stages/dev", ci);
        scenario.approved(stage, ask);
        scenario.nextDecision(stage);
        var next = api.get(SHOP + "/rollouts/1", ci);

        assertThat(first).isEqualTo(405);
        assertThat(waits.text("/waitsFor/kind")).isEqualTo("approval");
        assertThat(waits.text("/waitsFor/role")).isEqualTo("approver");
        assertThat(waits.body().at("/waitsFor/steps").asInt()).isEqualTo(2);
        assertThat(next.text("/stages/0/waitsFor/role")).isEqualTo("owner");
        assertThat(next.text("/stages/0/approvals/0/account")).isEqualTo("approver");
    }

    @Test
    void cancelsAndReschedulesWhatIsScheduled() {
        opened();
        scenario.checked(1, 0);
        var nothing = order(":cancel", releaser, "");
        scenario.released(scenario.stage(1, 0), LATER);

        var scheduled = api.get(SHOP + "/rollouts/1", releaser);
        var locked = api.post(SHOP + "/issues/1:withdraw", ci, "");
        var forbidden = order("/stages/dev:cancel", ci, "");
        var past = order(":reschedule", releaser, "{\"startAt\": \"2026-03-01T00:00:00+01:00\"}");
        var moved = order("/stages/dev:reschedule", releaser, "{\"startAt\": \"2026-03-04T01:00:00+01:00\"}");
        var task = api.get(SHOP + "/rollouts/1/stages/dev/tasks", releaser);
        var canceled =
                api.post("/v1/" + task.text("/items/0/name") + ":cancel", releaser, "{\"reason\": \"Too early.\"}");

        assertThat(nothing.text("/code")).isEqualTo("nothing-scheduled");
        assertThat(scheduled.text("/stages/0/waitsFor/kind")).isEqualTo("start");
        assertThat(scheduled.text("/stages/0/waves/0/startsAt")).isEqualTo("2026-03-03T22:00:00Z");
        assertThat(actions(scheduled)).containsExactly("cancel", "reschedule", "dependOn");
        assertThat(locked.text("/code")).isEqualTo("rollout-locked");
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(past.text("/code")).isEqualTo("start-in-the-past");
        assertThat(moved.text("/waitsFor/until")).isEqualTo("2026-03-04T00:00:00Z");
        assertThat(task.text("/items/0/target")).isEqualTo("instances/dev-1/databases/orders_dev");
        assertThat(canceled.status()).as(canceled.body().toString()).isEqualTo(200);
        assertThat(canceled.text("/status")).isEqualTo("CANCELED");
        assertThat(scenario.wakeups())
                .filteredOn(it -> it.startsWith("slipway.scheduleChanged"))
                .hasSize(2);
    }

    @Test
    void cancelsAndMovesPartsOfAStage() {
        api.post(SHOP + "/issues", ci, ONE_OFF.replace("orders", "everything"));
        scenario.checked(1, 0);
        scenario.released(scenario.stage(1, 0), LATER);
        var task = api.get(SHOP + "/rollouts/1/stages/dev/tasks?pageSize=1", releaser);
        var name = "/v1/" + task.text("/items/0/name");

        var moved = api.post(name + ":reschedule", releaser, "{\"startAt\": \"2026-03-04T02:00+02:00\"}");
        var waves = api.get(SHOP + "/rollouts/1/stages/dev", releaser);
        var forbidden = order("/stages/dev/waves/1:cancel", ci, "");
        var unknown = order("/stages/dev/waves/9:cancel", releaser, "");
        var canceled = order("/stages/dev/waves/1:cancel", releaser, "{\"reason\": \"Not these.\"}");
        var again = order("/stages/dev/waves/1:cancel", releaser, "");
        var later = order("/stages/dev/waves/2:reschedule", releaser, "{\"startAt\": \"2026-03-05T00:00Z\"}");
        var rest = order("/stages/dev:cancel", releaser, "");

        assertThat(task.text("/nextPageToken")).isNotEmpty();
        assertThat(task.body().at("/items/0/actions").valueStream()).hasSize(2);
        assertThat(moved.status()).isEqualTo(200);
        assertThat(waves.body().at("/waves")).hasSize(2);
        assertThat(waves.text("/waves/1/startsAt")).isEqualTo("2026-03-04T00:00:00Z");
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(canceled.body().at("/tasks/CANCELED").asInt()).isEqualTo(1);
        assertThat(canceled.body().at("/tasks/PENDING").asInt()).isEqualTo(1);
        assertThat(again.text("/code")).isEqualTo("nothing-scheduled");
        assertThat(later.text("/waves/0/startsAt")).isEqualTo("2026-03-05T00:00:00Z");
        assertThat(rest.body().at("/tasks/CANCELED").asInt()).isEqualTo(2);
    }

    @Test
    void retriesAndSkipsWhatFailed() {
        opened();
        scenario.checked(1, 0);
        var stage = scenario.stage(1, 0);
        var wave = scenario.released(stage, null);
        scenario.ended(wave, "FAILED");

        var failed = api.get(SHOP + "/rollouts/1/stages/dev", releaser);
        var forbidden = order("/stages/dev:retry", ci, "");
        var retried = order("/stages/dev:retry", releaser, "");
        var twice = order("/stages/dev:retry", releaser, "");
        var woken = scenario.wakeups();
        scenario.ended(wave, "FAILED");
        var reasonless = order("/stages/dev:skip", releaser, "");
        var skipped = order(":skip", releaser, "{\"reason\": \"It is there already.\"}");

        assertThat(failed.text("/waitsFor/kind")).isEqualTo("failures");
        assertThat(actions(failed)).containsExactly("retry", "skip", "dependOn");
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(retried.body().at("/tasks/PENDING").asInt()).isEqualTo(1);
        assertThat(twice.text("/code")).isEqualTo("nothing-to-retry");
        assertThat(woken)
                .filteredOn(it -> it.startsWith("slipway.failuresResolved"))
                .hasSize(1);
        assertThat(reasonless.text("/code")).isEqualTo("reason-missing");
        assertThat(skipped.status()).as(skipped.body().toString()).isEqualTo(200);
        assertThat(skipped.body().at("/stages/0/tasks/SKIPPED").asInt()).isEqualTo(1);
        scenario.open(wave);
        assertThat(scenario.wakeups()).noneMatch(it -> it.startsWith("slipway.failuresResolved"));
    }

    @Test
    void takesAPersonsWordForWhatIsUnknown() {
        opened();
        scenario.checked(1, 0);
        var wave = scenario.released(scenario.stage(1, 0), null);
        scenario.ended(wave, "UNKNOWN");
        var task = "/v1/"
                + api.get(SHOP + "/rollouts/1/stages/dev/tasks", releaser).text("/items/0/name");

        var before = api.get(task, releaser);
        var malformed = api.post(task + ":resolve", releaser, "{\"outcome\": \"maybe\"}");
        var resolved = api.post(task + ":resolve", releaser, "{\"outcome\": \"notApplied\", \"reason\": \"Looked.\"}");
        var again = api.post(task + ":resolve", releaser, "{\"outcome\": \"notApplied\", \"reason\": \"Looked.\"}");

        assertThat(actions(before)).containsExactly("skip", "resolve");
        assertThat(malformed.status()).isEqualTo(422);
        assertThat(resolved.text("/status")).isEqualTo("FAILED");
        assertThat(actions(resolved)).containsExactly("retry", "skip");
        assertThat(again.text("/code")).isEqualTo("not-unknown");
    }

    @Test
    void promotesAStageAboveTheCeiling() {
        api.post(SHOP + "/issues", ci, ONE_OFF.replace("\"title\"", "\"targetStage\": \"dev\", \"title\""));
        scenario.checked(1, 0);
        scenario.done(scenario.stage(1, 0));
        var ask = scenario.asked(scenario.stage(1, 1), List.of());

        var held = api.get(SHOP + "/rollouts/1/stages/staging", releaser);
        var forbidden = order("/stages/staging:promote", ci, "");
        var promoted = order(":promote", releaser, "");
        var twice = order(":promote", releaser, "");

        assertThat(held.text("/waitsFor/kind")).isEqualTo("promotion");
        assertThat(actions(held)).containsExactly("promote", "dependOn");
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(promoted.status()).as(promoted.body().toString()).isEqualTo(200);
        assertThat(twice.text("/code")).isEqualTo("not-held");
        assertThat(scenario.wakeups()).contains("slipway.changePromoted " + ask.id());
        scenario.nextDecision(scenario.stage(1, 1));
        assertThat(scenario.wakeups()).doesNotContain("slipway.changePromoted " + ask.id());
    }

    @Test
    void hidesAllOfItFromStrangers() {
        opened();
        var release = api.post(SHOP + "/releases", ci, RELEASE).text("/name");
        var stranger = scenario.stranger();

        for (var path : List.of(
                SHOP + "/issues",
                SHOP + "/issues/1",
                SHOP + "/releases",
                "/v1/" + release,
                SHOP + "/rollouts/1",
                SHOP + "/rollouts/1/stages/dev",
                SHOP + "/rollouts/1/stages/dev/tasks",
                SHOP + "/rollouts/1/stages/dev/tasks/1",
                SHOP + "/rollouts/1/stages/dev/tasks/1/logs",
                "/v1/instances/dev-1/databases/orders_dev/revisions")) {
            assertThat(api.get(path, stranger).status()).as(path).isEqualTo(404);
            assertThat(api.get(path, ci).status()).as(path).isEqualTo(200);
        }
        assertThat(api.post(SHOP + "/issues", stranger, ONE_OFF).status()).isEqualTo(404);
        assertThat(order(":cancel", stranger, "").status()).isEqualTo(404);
    }

    @Test
    void mintsStartTokensForDevelopers() {
        var minted = api.post(SHOP + "/startTokens", ci, "");

        assertThat(minted.status()).isEqualTo(201);
        assertThat(minted.text("/token")).startsWith("sst_");
        assertThat(api.post(SHOP + "/startTokens", releaser, "").status()).isEqualTo(403);
    }
}
