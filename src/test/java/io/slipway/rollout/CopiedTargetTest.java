package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Tokens;
import io.slipway.review.Issue;
import io.slipway.sample.Sample;
import io.slipway.target.Rows;
import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A target is a clone of another one, ledger and all: a person says what that ledger is worth here. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class CopiedTargetTest {

    private static final String CLONE = "dev-1/customers_dev";
    private static final String DATABASE = "/v1/instances/dev-1/databases/customers_dev";
    private static final String TAKE_OVER = DATABASE + ":takeOverLedger";
    private static final String KEEP = "{\"revisions\": \"KEEP\", \"reason\": \"Cloned this morning.\"}";
    private static final String SET_ASIDE = "{\"revisions\": \"SET_ASIDE\", \"reason\": \"Emptied since.\"}";
    private static final Map<String, String> FILES =
            Map.of("V1__t.sql", "CREATE TABLE t (i int)", "V2__t.sql", "ALTER TABLE t ADD COLUMN j int");

    @Autowired
    FlowByHand flow;

    @Autowired
    Caller api;

    @Autowired
    Tokens tokens;

    @Autowired
    JdbcClient jdbc;

    private Sample sample;
    private String owner = "";

    @BeforeEach
    void cloneADatabase() {
        sample = flow.startAnew();
        owner = token("owner");
        assertThat(applied(Map.of("V1__t.sql", "CREATE TABLE t (i int)"), "dev-1/orders_dev"))
                .isEqualTo("Applied 1 files, 0 were there.");
        sample.targets()
                .execute(
                        sample.targets().maintenanceUrl(),
                        "DROP DATABASE customers_dev WITH (FORCE)",
                        "CREATE DATABASE customers_dev TEMPLATE orders_dev",
                        "GRANT CREATE, CONNECT ON DATABASE customers_dev TO slipway_migrator");
    }

    @Test
    void runsNothingUntilItIsSaidThatItsRevisionsAreTrue() throws SQLException {
        var opened = flow.openRelease(FILES, CLONE);
        assertThat(errors(opened.plan())).containsExactly("ledger-copied");
        assertThat(api.get(DATABASE + ":inspect", owner).body().at("/items").valueStream())
                .extracting(seen -> seen.at("/check").asString(""))
                .contains("ledger-copied");

        var taken = api.post(TAKE_OVER, owner, KEEP);
        var again = api.post(TAKE_OVER, owner, KEEP);

        assertThat(taken.status()).as(taken.body().toString()).isEqualTo(200);
        assertThat(taken.body().at("/items/0/taken").asBoolean()).isTrue();
        assertThat(again.body().at("/items/0/taken").asBoolean()).isFalse();
        assertThat(audited())
                .containsExactly("owner instances/dev-1/databases/customers_dev KEEP Cloned this morning.");
        assertThat(applied(opened)).isEqualTo("Applied 1 files, 0 were there.");
        assertThat(scopes()).containsExactly("1 ", "2 ");
    }

    @Test
    void asksForABaselineWhereItsRevisionsAreSetAside() throws SQLException {
        api.post(TAKE_OVER, owner, SET_ASIDE);

        var opened = flow.openRelease(FILES, CLONE);
        assertThat(errors(opened.plan())).containsExactly("baseline-required");
        api.post(DATABASE + ":baseline", owner, "{\"version\": \"1\", \"reason\": \"Looked.\"}");
        assertThat(applied(opened)).isEqualTo("Applied 1 files, 0 were there.");
        assertThat(scopes()).hasSize(3).anyMatch(scope -> scope.startsWith("1  of orders_dev "));
    }

    @Test
    void isForOwnersWhoSayWhy() {
        for (var account : List.of("developer", "releaser", "administrator")) {
            assertThat(api.post(TAKE_OVER, token(account), KEEP).text("/code")).isEqualTo("role-missing");
        }
        assertThat(api.post(TAKE_OVER, owner, "{\"revisions\": \"KEEP\"}").text("/code"))
                .isEqualTo("reason-missing");
        assertThat(api.post(TAKE_OVER, owner, "{\"reason\": \"x\"}").status()).isEqualTo(422);
    }

    private String applied(Map<String, String> files, String target) {
        return applied(flow.openRelease(files, target));
    }

    private String applied(Issue opened) {
        flow.steps().checking().check(opened.plan());
        assertThat(errors(opened.plan())).isEmpty();
        var stage = flow.enterStage(opened, FlowByHand.AUTOMATIC);
        flow.nextDecision(stage);
        long wave = flow.enterWave(stage);
        flow.run(wave, flow.steps().wave().start(wave).batches());
        return flow.steps().tasks().ofStage(stage.id()).getFirst().sentence();
    }

    private List<String> errors(long plan) {
        return jdbc.sql("""
                        SELECT code
                        FROM finding
                        WHERE level = 'ERROR' AND check_run = (SELECT max(id) FROM check_run WHERE plan = :plan)
                        """).param("plan", plan).query(String.class).list();
    }

    private List<String> audited() {
        return jdbc.sql("""
                        SELECT concat_ws(' ', actor, subject, facts ->> 'revisions', facts ->> 'reason')
                        FROM audit_event
                        WHERE event = 'ledger-taken-over'
                        """).query(String.class).list();
    }

    private List<String> scopes() throws SQLException {
        try (var connection = sample.targets().connect(sample.url("customers_dev"))) {
            return Rows.list(
                    connection,
                    "SELECT version || ' ' || scope FROM slipway.revision ORDER BY applied_at, scope",
                    row -> row.getString(1));
        }
    }

    private String token(String account) {
        var holder = flow.account(account);
        return tokens.issue(holder, "test", null, holder).secret().text();
    }
}
