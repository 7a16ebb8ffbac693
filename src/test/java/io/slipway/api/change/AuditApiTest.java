package io.slipway.api.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.review.Audit;
import io.slipway.testing.Caller;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The record of changes as members see it and owners take it away, and what of refusals is in it. */
@SlipwayTest
@Import(ChangeScenarioConfiguration.class)
class AuditApiTest {

    private static final String SHOP = "/v1/projects/shop";
    private static final String EVENTS = SHOP + "/auditEvents";
    private static final String ONE_OFF = """
            {"title": "Add a column", "sql": "ALTER TABLE a ADD b int;", "targets": ["orders"]}
            """;
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    @Autowired
    Caller api;

    @Autowired
    ChangeScenario scenario;

    @Autowired
    Audit audit;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    private String ci = "";
    private String releaser = "";
    private String owner = "";

    @BeforeEach
    void open() {
        clock.set(NOW);
        scenario.configured();
        ci = scenario.tokenOf("ci");
        releaser = scenario.tokenOf("releaser");
        owner = scenario.tokenOf("owner");
        api.post(SHOP + "/issues", ci, ONE_OFF);
    }

    private List<String> events(String path) {
        var answer = api.get(path, ci);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body()
                .at("/items")
                .valueStream()
                .map(event -> event.at("/event").asString("") + " "
                        + event.at("/actor").asString(""))
                .toList();
    }

    @Test
    void showsTheNewestFirstAndPageByPage() {
        api.post(SHOP + "/issues/1/comments", releaser, "{\"text\": \"When?\"}");
        clock.advance(Duration.ofMinutes(1));
        api.post(SHOP + "/issues/1:withdraw", ci, "");

        var first = api.get(EVENTS + "?pageSize=2", ci);
        var rest = api.get(EVENTS + "?pageSize=2&pageToken=" + first.text("/nextPageToken"), ci);

        assertThat(events(EVENTS)).containsExactly("issue-withdrawn ci", "comment-added releaser", "issue-opened ci");
        assertThat(first.body().at("/items")).hasSize(2);
        assertThat(rest.text("/items/0/event")).isEqualTo("issue-opened");
        assertThat(rest.body().has("nextPageToken")).isFalse();
        assertThat(first.text("/items/0/issue")).isEqualTo("projects/shop/issues/1");
        assertThat(first.text("/items/0/at")).isEqualTo("2026-03-02T10:01:00Z");
        assertThat(first.text("/items/0/facts/before")).isEqualTo("NONE");
        assertThat(first.text("/items/0/facts/after")).isEqualTo("WITHDRAW");
    }

    @Test
    void filters() {
        api.post(SHOP + "/issues", ci, ONE_OFF);
        clock.advance(Duration.ofMinutes(1));
        api.post(SHOP + "/issues/2/comments", releaser, "{\"text\": \"When?\"}");

        assertThat(events(EVENTS + "?issue=1")).containsExactly("issue-opened ci");
        assertThat(events(SHOP + "/issues/2/auditEvents")).containsExactly("comment-added releaser", "issue-opened ci");
        assertThat(events(EVENTS + "?actor=releaser")).containsExactly("comment-added releaser");
        assertThat(events(EVENTS + "?event=issue-opened")).hasSize(2);
        assertThat(events(EVENTS + "?from=2026-03-02T11:00:01%2B01:00")).containsExactly("comment-added releaser");
        assertThat(events(EVENTS + "?to=2026-03-02T10:01:00Z")).hasSize(2);
        assertThat(api.get(EVENTS + "?from=yesterday", ci).status()).isEqualTo(422);
        assertThat(api.get(SHOP + "/issues/7/auditEvents", ci).status()).isEqualTo(404);
    }

    @Test
    void isHiddenFromStrangersAndOtherProjects() {
        var stranger = scenario.stranger();
        long other = jdbc.sql(
                        "INSERT INTO project (name, title, track) VALUES ('other', 'Other', 'other') RETURNING id")
                .query(Long.class)
                .single();
        jdbc.sql("INSERT INTO member SELECT :project, id, 'OWNER' FROM account WHERE name = 'owner'")
                .param("project", other)
                .update();

        assertThat(api.get(EVENTS, stranger).status()).isEqualTo(404);
        assertThat(api.get(EVENTS + ":export", stranger).status()).isEqualTo(404);
        assertThat(api.get(SHOP + "/issues/1/auditEvents", stranger).status()).isEqualTo(404);
        assertThat(api.get("/v1/projects/other/auditEvents", owner).body().at("/items"))
                .isEmpty();
    }

    @Test
    void givesOwnersAllOfItAsLinesOfJson() {
        jdbc.sql("""
                        INSERT INTO audit_event (at, actor, event, project, subject)
                        SELECT '2026-01-01T00:00:00Z', 'a', 'e', p.id, 's' FROM project p, generate_series(1, 2500)
                        """).update();

        var exported = api.get(EVENTS + ":export?actor=a", owner);
        var member = api.get(EVENTS + ":export", releaser);

        assertThat(exported.response().headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(exported.response().body().lines())
                .hasSize(2500)
                .allSatisfy(line -> assertThat(
                                JsonMapper.shared().readTree(line).at("/actor").asString())
                        .isEqualTo("a"));
        assertThat(member.status()).isEqualTo(403);
        assertThat(member.text("/code")).isEqualTo("role-missing");
        assertThat(api.get(EVENTS + ":export?format=xls", owner).text("/code")).isEqualTo("format-unknown");
    }

    @Test
    void givesNoFormulaToASpreadsheet() {
        long issue = scenario.issue(1).id();
        audit.record(new Audit.Event("=1+1", "@sum(a1)", issue, "-2, \"quoted\"\nline", Map.of("a", "b")));

        var exported = api.get(EVENTS + ":export?format=csv&actor=" + "%40sum(a1)", owner);

        assertThat(exported.response().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        assertThat(exported.response().body().replaceFirst("\n\\d+,", "\nID,"))
                .isEqualTo("id,at,actor,event,issue,subject,facts\r\nID,2026-03-02T10:00:00Z,'@sum(a1),'=1+1,1,"
                        + "\"'-2, \"\"quoted\"\"\nline\",\"{\"\"a\"\": \"\"b\"\"}\"\r\n");
    }

    @Test
    void recordsWhatWasRefusedToWhomThoughItIsRolledBack() {
        var refused = api.post(SHOP + "/issues/1:withdraw", releaser, "");
        api.post(SHOP + "/rollouts/1/stages/dev:cancel", releaser, "");
        api.call("PATCH", SHOP + "/issues/1", releaser, "application/json", body("{\"sql\": \"SELECT 1\"}"));

        var events = api.get(EVENTS + "?event=command-refused", ci);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(events.body()
                        .at("/items")
                        .valueStream()
                        .map(event -> "%s %s %s %s"
                                .formatted(
                                        event.at("/actor").asString(),
                                        event.at("/facts/command").asString(),
                                        event.at("/facts/code").asString(),
                                        event.at("/subject").asString())))
                .containsExactly(
                        "releaser PATCH issues role-missing issue 1",
                        "releaser cancel nothing-scheduled issue 1, stage dev",
                        "releaser withdraw role-missing issue 1");
        assertThat(events.text("/items/2/facts/sentence"))
                .startsWith("'releaser' is no developer or owner of project 'shop'.");
    }

    @Test
    void recordsAStrangersTryAndNoQuestion() {
        var stranger = scenario.stranger();

        api.post(SHOP + "/issues/1:withdraw", stranger, "");
        api.get(SHOP + "/issues/1", stranger);
        api.post(SHOP + "/issues/99:withdraw", stranger, "");
        api.post(SHOP + "/issues", releaser, ONE_OFF);

        assertThat(events(EVENTS + "?event=command-refused")).containsExactly("command-refused stranger");
    }

    @Test
    void countsTheSameRefusalOnceAMinuteAndNoActorsWithoutEnd() {
        for (int time = 0; time < 5; time++) {
            api.post(SHOP + "/issues/1:withdraw", releaser, "");
        }
        assertThat(events(EVENTS + "?event=command-refused")).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        api.post(SHOP + "/issues/1:withdraw", releaser, "");
        assertThat(events(EVENTS + "?event=command-refused")).hasSize(2);
        jdbc.sql("""
                        INSERT INTO audit_event (at, actor, event, issue, subject)
                        SELECT :now, 'releaser', 'command-refused', i.id, 's' || n FROM issue i, generate_series(1, 99) n
                        """).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();

        api.post(SHOP + "/rollouts/1:cancel", releaser, "");

        assertThat(events(EVENTS + "?event=command-refused&pageSize=1000")).hasSize(2 + 99);
    }

    @Test
    void recordsAnAnswerThatWasRefused() {
        scenario.checked(1, 0);
        var stage = scenario.stage(1, 0);
        var ask = scenario.asked(stage, List.of("owner"));

        scenario.approved(stage, ask);

        assertThat(events(EVENTS + "?event=command-refused")).containsExactly("command-refused approver");
        assertThat(api.get(EVENTS + "?event=command-refused", ci).text("/items/0/facts/command"))
                .isEqualTo("answer-approve");
    }

    @Test
    void overridesAFreezeForOneStage() {
        scenario.checked(1, 0);
        scenario.asked(scenario.stage(1, 0), List.of());
        jdbc.sql("""
                        INSERT INTO change_freeze (name, starts_at, ends_at, reason)
                        VALUES ('trade', '2026-03-01T00:00:00Z', '2026-03-09T00:00:00Z', 'Trade')
                        """).update();
        var order = SHOP + "/rollouts/1/stages/dev:overrideFreeze";
        var body = "{\"freezes\": [\"trade\"], \"reason\": \"Customers cannot pay.\"}";

        var before = api.get(SHOP + "/rollouts/1/stages/dev", owner);
        var forbidden = api.post(order, releaser, body);
        var malformed = api.post(order, owner, "{\"reason\": \"a\"}");
        var done = api.post(order, owner, body);

        assertThat(before.text("/freezes/0/name")).isEqualTo("trade");
        assertThat(before.text("/actions/0")).isEqualTo("overrideFreeze");
        assertThat(api.get(SHOP + "/rollouts/1/stages/dev", releaser)
                        .body()
                        .at("/actions")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly("dependOn");
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(malformed.status()).isEqualTo(422);
        assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
        assertThat(done.body().at("/freezes/0/overridden").asBoolean()).isTrue();
        assertThat(done.body().at("/actions")).isEmpty();
        assertThat(api.get(SHOP + "/rollouts/1/stages/staging", owner)
                        .body()
                        .at("/freezes/0/overridden")
                        .asBoolean())
                .isFalse();
        assertThat(events(EVENTS)).startsWith("freeze-overridden owner", "command-refused releaser");
    }

    private static BodyPublisher body(String text) {
        return BodyPublishers.ofString(text);
    }
}
