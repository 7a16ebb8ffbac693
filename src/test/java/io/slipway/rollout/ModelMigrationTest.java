package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.engine.ModelMigration;
import io.slipway.engine.ModelMigration.Migrated;
import io.slipway.engine.ModelMigration.Moved;
import io.slipway.review.Audit;
import io.slipway.review.Issue;
import io.slipway.review.Outbox;
import io.slipway.rollout.task.Task;
import io.slipway.testing.SlipwayTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Open issues are moved to the newest version of the models: what was decided counts, what the new tables ask more is asked. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class, FakeEngine.class})
class ModelMigrationTest {

    private static final String ISSUE = "projects/shop/issues/1";

    @Autowired
    FlowByHand flow;

    @Autowired
    ModelMigration migration;

    @Autowired
    FakeEngine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Outbox outbox;

    @Autowired
    Audit audit;

    private Issue issue;

    @BeforeEach
    void openAnIssueOnVersion1() {
        flow.startAnew();
        issue = flow.open("CREATE TABLE note (id int PRIMARY KEY)", "prod-1/orders_prod");
        flow.steps().bindings().runsBy(process(), 1);
        engine.holds(2);
    }

    private long process() {
        return jdbc.sql(
                        "SELECT process_instance_key FROM process_binding WHERE issue = :issue AND stage_run IS NULL AND wave_run IS NULL")
                .param("issue", issue.id())
                .query(Long.class)
                .single();
    }

    private Migrated migrate() {
        return migration.migrate(flow.account("administrator"));
    }

    private List<Outbox.Wakeup> starts() {
        return outbox.due(0).stream()
                .filter(wakeup -> wakeup.message().equals(Bindings.ISSUE_OPENED))
                .toList();
    }

    @Test
    void startsAFreshProcessInPlaceOfTheOldOneAndNoSecond() {
        long before = process();

        assertThat(migrate()).isEqualTo(new Migrated(2, List.of(new Moved(ISSUE, 1, ""))));
        assertThat(migrate()).isEqualTo(new Migrated(2, List.of()));

        assertThat(engine.ended()).containsOnlyOnce(before);
        assertThat(starts())
                .singleElement()
                .satisfies(start -> assertThat(start.variables()).contains("\"" + issue.id() + "\""));
        flow.taken(issue);
        flow.steps().bindings().runsBy(process(), 2);
        assertThat(migrate()).isEqualTo(new Migrated(2, List.of()));
        assertThat(audit.of(issue.id()).stream().filter(event -> event.startsWith("issue-moved administrator")))
                .hasSize(1);
    }

    @Test
    void asksAnIssueOfAVersionThatIsNotKnownToMoveToo() {
        jdbc.sql("UPDATE process_binding SET model_version = NULL").update();

        assertThat(migrate().issues()).containsExactly(new Moved(ISSUE, 0, ""));
    }

    @Test
    void keepsWhatWasDecidedAndAsksWhatTheNewTableAsksMore() {
        var policy = FlowByHand.PRODUCTION;
        var stage = flow.enterStage(issue, policy);
        flow.approve(stage, "approver");
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.RELEASE);

        migrate();
        flow.taken(issue);
        var strict = new Policy("two", List.of("owner", "approver"), "waves", false, 1, 0, null, false, false);
        stage = flow.enterStage(issue, strict);

        var next = flow.steps().stage().nextDecision(stage.id());
        assertThat(next.decision()).isEqualTo(StageFlow.Decision.APPROVE);
        assertThat(next.role()).isEqualTo("owner");
        flow.approve(stage, "owner");
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.RELEASE);
    }

    @Test
    void leavesAnIssueAloneWhileItsDatabasesAreMigrated() {
        var stage = flow.enterStage(issue, FlowByHand.AUTOMATIC);
        long wave = flow.enterWave(stage);
        var batches = flow.start(wave).batches();
        jdbc.sql("UPDATE task SET status = 'RUNNING' WHERE stage = :stage")
                .param("stage", stage.id())
                .update();

        assertThat(migrate().issues())
                .containsExactly(
                        new Moved(ISSUE, 1, "1 of its databases are being migrated: repeat it when they have ended."));
        assertThat(engine.ended()).doesNotContain(process());

        jdbc.sql("UPDATE task SET status = 'PENDING' WHERE stage = :stage")
                .param("stage", stage.id())
                .update();
        migrate();
        flow.taken(issue);
        stage = flow.enterStage(issue, FlowByHand.AUTOMATIC);
        flow.enterWave(stage);
        flow.run(wave, flow.start(wave).batches());
        assertThat(batches).isNotEmpty();
        assertThat(flow.steps().tasks().ofStage(stage.id()))
                .extracting(Task::status)
                .containsOnly(Task.Status.DONE);
    }
}
