package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Tokens;
import io.slipway.project.Accounts;
import io.slipway.project.ProjectFixtures;
import io.slipway.rollout.task.Task;
import io.slipway.sample.Sample;
import io.slipway.target.Rows;
import io.slipway.testing.Caller;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes a database in that was there before Slipway. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class BaselineTest {

    private static final String TARGET = "prod-1/orders_prod";
    private static final String DATABASE = "/v1/instances/prod-1/databases/orders_prod";
    private static final String BASELINE = DATABASE + ":baseline";
    private static final String AT_2 = "{\"version\": \"2\", \"reason\": \"Compared with staging.\"}";
    private static final Map<String, String> FILES = Map.of(
            "V1__customer.sql", "CREATE TABLE customer (id int PRIMARY KEY)",
            "V2__email.sql", "ALTER TABLE customer ADD COLUMN email text",
            "V3__name.sql", "ALTER TABLE customer ADD COLUMN name text");

    @Autowired
    FlowByHand flow;

    @Autowired
    Caller api;

    @Autowired
    Tokens tokens;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    private Sample sample;
    private String owner = "";

    @BeforeEach
    void createWhatWasThereBefore() {
        clock.set(Instant.parse("2026-03-02T10:00:00Z"));
        sample = flow.startAnew();
        owner = token("owner");
        sample.targets()
                .execute(
                        sample.url("orders_prod"),
                        "CREATE TABLE customer (id int PRIMARY KEY, email text); ALTER TABLE customer OWNER TO shop_owner");
    }

    @Test
    void runsOnlyWhatCameLater() throws SQLException {
        var refused = flow.openRelease(FILES, TARGET);
        assertThat(findings(refused.plan())).singleElement().asString().startsWith("baseline-required");

        var recorded = api.post(BASELINE, owner, AT_2);
        flow.steps().checking().check(refused.plan());

        assertThat(recorded.status()).as(recorded.body().toString()).isEqualTo(200);
        assertThat(findings(refused.plan())).isEmpty();
        assertThat(pendingOf(refused.plan())).isEqualTo(1);
        var stage = flow.enterStage(refused, FlowByHand.AUTOMATIC);
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.AUTOMATIC);
        long wave = flow.enterWave(stage);
        flow.run(wave, flow.steps().wave().start(wave).batches());
        assertThat(flow.steps().tasks().ofStage(stage.id()))
                .singleElement()
                .satisfies(task -> assertThat(task.sentence()).startsWith("Applied 1 files"))
                .satisfies(task -> assertThat(task.status()).isEqualTo(Task.Status.DONE));
        assertThat(ledger()).containsExactly("2 BASELINE owner", "3 APPLIED policy");
        assertThat(api.get(DATABASE + "/revisions", owner).body().at("/items").valueStream())
                .extracting(revision -> revision.at("/version").asString("") + " "
                        + revision.at("/kind").asString(""))
                .containsExactly("2 BASELINE", "3 APPLIED");
    }

    @Test
    void isRecordedOnceWithItsReason() throws SQLException {
        var dry = api.post(BASELINE + "?dryRun=true", owner, AT_2);
        assertThat(ledgers()).containsExactly("none");
        var first = api.post(BASELINE, owner, AT_2);
        var again = api.post(BASELINE, owner, AT_2.replace("\"2\"", "\"v2.0\""));
        var other = api.post(BASELINE, owner, AT_2.replace("\"2\"", "\"3\""));
        var foreseen = api.post(BASELINE + "?dryRun=true", owner, AT_2.replace("\"2\"", "\"3\""));

        assertThat(dry.body()).isEqualTo(first.body());
        assertThat(first.text("/items/0/text"))
                .isEqualTo("Target 'instances/prod-1/databases/orders_prod' stands at version '2' of track 'shop'; "
                        + "files up to it count as applied.");
        assertThat(first.body().at("/items/0/recorded").asBoolean()).isFalse();
        assertThat(again.body().at("/items/0/recorded").asBoolean()).isTrue();
        for (var refused : List.of(other, foreseen)) {
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("/code")).isEqualTo("other-baseline");
            assertThat(refused.text("/help")).isNotBlank();
        }
        assertThat(ledger()).containsExactly("2 BASELINE owner");
        assertThat(audited())
                .containsExactly("owner instances/prod-1/databases/orders_prod shop 2 Compared with staging.");
    }

    @Test
    void isWrittenToTheRecordOfChangesEvenIfTheServerDiedBefore() {
        api.post(BASELINE, owner, AT_2);
        jdbc.sql("TRUNCATE audit_event").update();
        jdbc.sql("TRUNCATE revision").update();

        api.post(BASELINE, owner, AT_2);

        assertThat(audited()).hasSize(1);
        assertThat(api.get(DATABASE + "/revisions", owner).body().at("/items")).hasSize(1);
    }

    @Test
    void isForOwnersWhoSayWhy() {
        var stranger = tokens.issue(
                        accounts.save(ProjectFixtures.person("stranger")), "test", null, flow.account("owner"))
                .secret()
                .text();

        assertThat(api.post(BASELINE, stranger, AT_2).status()).isEqualTo(404);
        for (var account : List.of("developer", "approver", "releaser", "administrator")) {
            var refused = api.post(BASELINE + "?dryRun=true", token(account), AT_2);
            assertThat(refused.status()).as(account).isEqualTo(403);
            assertThat(refused.text("/code")).isEqualTo("role-missing");
        }
        assertCode("reason-missing", 422, BASELINE, "{\"version\": \"2\"}");
        assertCode("baseline-unclear", 422, BASELINE, "{\"reason\": \"x\"}");
        assertCode("invalid-version", 422, BASELINE, "{\"version\": \"two\", \"reason\": \"x\"}");
        assertCode(
                "unknown-target", 404, BASELINE, "{\"version\": \"2\", \"reason\": \"x\", \"schema\": \"tenant_a\"}");
        assertCode("unknown-resource", 404, "/v1/instances/prod-1/databases/none:baseline", AT_2);
    }

    @Test
    void doubtsAnEmptyDatabaseAndATrackOfNoRelease() {
        var meant = api.post(
                "/v1/instances/prod-1/databases/customers_prod:baseline?dryRun=true",
                owner,
                "{\"version\": \"2\", \"reason\": \"x\", \"track\": \"shpo\"}");

        assertThat(meant.body().at("/items/0/doubts").valueStream())
                .extracting(doubt -> doubt.asString(""))
                .containsExactly(
                        "It holds no objects, so that files up to '2' would never be run there.",
                        "Project 'shop' has no release of track 'shpo' yet.");
    }

    @Test
    void leavesAloneWhatIsScheduledOrHasBegun() {
        sample.targets().execute(sample.url("orders_prod"), "DROP TABLE customer");
        var stage = flow.enterStage(flow.openRelease(FILES, TARGET), FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");
        flow.nextDecision(stage);
        flow.release(stage, "releaser", clock.instant().plus(Duration.ofHours(1)));
        long wave = flow.enterWave(stage);
        flow.steps().wave().open(wave);

        assertCode("target-locked", 409, BASELINE, AT_2);
        clock.advance(Duration.ofHours(1));
        flow.run(wave, flow.steps().wave().start(wave).batches());
        assertCode("track-begun", 409, BASELINE, AT_2);
    }

    private void assertCode(String code, int status, String path, String body) {
        var refused = api.post(path, owner, body);
        assertThat(refused.text("/code")).as(refused.body().toString()).isEqualTo(code);
        assertThat(refused.status()).isEqualTo(status);
    }

    private String token(String account) {
        var holder = flow.account(account);
        return tokens.issue(holder, "test", null, holder).secret().text();
    }

    private List<String> findings(long plan) {
        return jdbc.sql("""
                        SELECT code || ': ' || text
                        FROM finding
                        WHERE level = 'ERROR' AND check_run = (SELECT max(id) FROM check_run WHERE plan = :plan)
                        """).param("plan", plan).query(String.class).list();
    }

    private int pendingOf(long plan) {
        return Objects.requireNonNull(
                jdbc.sql("""
                        SELECT pending_files
                        FROM check_target
                        WHERE check_run = (SELECT max(id) FROM check_run WHERE plan = :plan)
                        """).param("plan", plan).query(Integer.class).single());
    }

    private List<String> audited() {
        return jdbc.sql("""
                        SELECT concat_ws(' ', actor, subject, facts ->> 'track', facts ->> 'version', facts ->> 'reason')
                        FROM audit_event
                        WHERE event = 'baseline-recorded'
                        """).query(String.class).list();
    }

    private List<String> ledger() throws SQLException {
        return values("SELECT concat_ws(' ', version, kind, applied_by) FROM slipway.revision ORDER BY applied_at");
    }

    private List<String> ledgers() throws SQLException {
        return values("SELECT coalesce(to_regclass('slipway.revision')::text, 'none')");
    }

    private List<String> values(String query) throws SQLException {
        try (var connection = sample.targets().connect(sample.url("orders_prod"))) {
            return Rows.list(connection, query, row -> row.getString(1));
        }
    }
}
