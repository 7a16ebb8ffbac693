package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Tokens;
import io.slipway.change.IssueFlow;
import io.slipway.review.Issue;
import io.slipway.rollout.task.Task;
import io.slipway.sample.Sample;
import io.slipway.target.Rows;
import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A target, or our own database, goes back to an earlier time, and the ledger says what holds. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class LedgerRecoveryTest {

    private static final String TARGET = "dev-1/orders_dev";
    private static final String RECOVER = "/v1/instances/dev-1/databases/orders_dev:recover";

    /** A second run of one would fail. */
    private static final Map<String, String> FILES = Map.of(
            "V1__t.sql", "CREATE TABLE t (c1 int)",
            "V2__t.sql", "ALTER TABLE t RENAME c1 TO c2",
            "V3__t.sql", "ALTER TABLE t RENAME c2 TO c3");

    @Autowired
    FlowByHand flow;

    @Autowired
    Caller api;

    @Autowired
    Tokens tokens;

    @Autowired
    JdbcClient jdbc;

    private Sample sample;
    private Issue issue;

    @BeforeEach
    void migrate() {
        sample = flow.startAnew();
        issue = rolledOut();
        assertThat(sentence(issue)).isEqualTo("Applied 3 files, 0 were there.");
    }

    @Test
    void tellsWhatARestoredTargetLostAndAppliesItAgain() throws SQLException {
        restoreTargetToVersion1();

        var recovered = api.post(RECOVER, token("owner"), "{}");
        var again = api.post(RECOVER, token("administrator"), "{}");

        assertThat(recovered.text("/items/0/target")).isEqualTo("instances/dev-1/databases/orders_dev");
        assertThat(texts(recovered, "lost")).containsExactly("2", "3");
        assertThat(texts(recovered, "found")).isEmpty();
        assertThat(texts(again, "lost")).isEmpty();
        assertThat(audited())
                .containsExactly("slipway %d LOST 2".formatted(issue.id()), "slipway %d LOST 3".formatted(issue.id()));
        assertThat(task(issue).status()).isEqualTo(Task.Status.DONE);
        assertThat(task(issue).code()).isEqualTo("revision-lost");
        assertThat(task(issue).sentence()).contains("is gone from the target's ledger");
        assertThat(sentence(rolledOut())).isEqualTo("Applied 2 files, 0 were there.");
        assertThat(columns()).containsExactly("c3");
    }

    @Test
    void noticesALossByItselfWhenItNextReadsTheLedger() throws SQLException {
        restoreTargetToVersion1();

        var later = rolledOut();

        assertThat(sentence(later)).isEqualTo("Applied 2 files, 0 were there.");
        assertThat(audited()).hasSize(2);
        assertThat(columns()).containsExactly("c3");
    }

    @Test
    void believesTheLedgersWhenItsOwnDatabaseWasRestored() throws SQLException {
        jdbc.sql("TRUNCATE revision").update();
        jdbc.sql("SELECT setval('attempt_epoch', 1)").query(Long.class).single();

        var recovered = api.post(RECOVER, token("owner"), "{}");

        assertThat(texts(recovered, "found")).containsExactly("1", "2", "3");
        assertThat(texts(recovered, "lost")).isEmpty();
        assertThat(audited()).isEmpty();
        var more = new LinkedHashMap<>(FILES);
        more.put("V4__t.sql", "ALTER TABLE t RENAME c3 TO c4");
        assertThat(sentence(rolledOut(more))).isEqualTo("Applied 1 files, 0 were there.");
        assertThat(columns()).containsExactly("c4");
    }

    @Test
    void saysWhichTargetItCannotRead() {
        sample.targets().execute(sample.url("orders_dev"), "DROP SCHEMA slipway CASCADE");

        var recovered = api.post(RECOVER, token("owner"), "{}");

        assertThat(recovered.text("/items/0/problem")).contains("slipway baseline");
        assertThat(audited()).isEmpty();
    }

    @Test
    void isForOwnersAndAdministrators() {
        for (var account : List.of("developer", "approver", "releaser")) {
            assertThat(api.post(RECOVER, token(account), "{}").text("/code")).isEqualTo("role-missing");
        }
        assertThat(api.post(RECOVER.replace("orders_dev", "none"), token("owner"), "{}")
                        .status())
                .isEqualTo(404);
    }

    /** Make of the target what its backup after version 1 would. */
    private void restoreTargetToVersion1() {
        sample.targets()
                .execute(
                        sample.url("orders_dev"),
                        "ALTER TABLE t RENAME c3 TO c1",
                        "DELETE FROM slipway.revision WHERE version <> '1'",
                        "DELETE FROM slipway.segment WHERE version <> '1'");
    }

    private Issue rolledOut() {
        return rolledOut(FILES);
    }

    private Issue rolledOut(Map<String, String> files) {
        var opened = flow.taken(flow.request(flow.released(null, files), TARGET).issue());
        flow.steps().checking().check(opened.plan());
        while (flow.steps().issue().next(opened.id()).step() == IssueFlow.Step.STAGE) {
            flow.carry(opened);
            flow.steps().stages().ofIssue(opened.id()).stream()
                    .filter(stage -> stage.status() == Stage.Status.CONFIRMED)
                    .forEach(stage -> flow.steps().stage().finish(stage.id()));
        }
        assertThat(flow.steps().issue().close(opened.id())).isEqualTo(IssueFlow.Close.DONE);
        return opened;
    }

    private Task task(Issue of) {
        var stage = flow.steps().stages().ofIssue(of.id()).getFirst();
        return flow.steps().tasks().ofStage(stage.id()).getFirst();
    }

    private String sentence(Issue of) {
        return task(of).sentence();
    }

    private static List<String> texts(Caller.Answer answer, String field) {
        return answer.body()
                .at("/items/0/" + field)
                .valueStream()
                .map(text -> text.asString(""))
                .toList();
    }

    private List<String> audited() {
        return jdbc.sql("""
                        SELECT concat_ws(' ', actor, issue, facts ->> 'after', facts ->> 'version')
                        FROM audit_event
                        WHERE event = 'revision-lost'
                        ORDER BY id
                        """).query(String.class).list();
    }

    private List<String> columns() throws SQLException {
        try (var connection = sample.targets().connect(sample.url("orders_dev"))) {
            return Rows.list(
                    connection,
                    "SELECT attname FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0 AND NOT attisdropped",
                    row -> row.getString(1));
        }
    }

    private String token(String account) {
        var holder = flow.account(account);
        return tokens.issue(holder, "test", null, holder).secret().text();
    }
}
