package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Tokens;
import io.slipway.change.IssueFlow;
import io.slipway.review.Issue;
import io.slipway.rollout.task.Task;
import io.slipway.testing.Caller;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** After Slipway's own database was restored, nobody's decision from before the backup starts anything. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class RestorationTest {

    private static final String SQL = "CREATE TABLE note (id int PRIMARY KEY)";

    @Autowired
    FlowByHand flow;

    @Autowired
    Caller api;

    @Autowired
    Tokens tokens;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    private Issue issue;
    private Stage stage;

    @BeforeEach
    void scheduleAnIssue() {
        flow.startAnew();
        issue = flow.open(SQL, "prod-1/orders_prod");
        stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");
        flow.release(stage, "releaser", clock.instant().plus(Duration.ofHours(2)));
    }

    @Test
    void schedulesEndAndApprovalsAreAskedForAgain() {
        long wave = flow.enterWave(stage);

        var asked = api.post("/v1/issues:askAgain", token("administrator"), "");

        assertThat(asked.text("/items/0/issue")).isEqualTo("projects/shop/issues/1");
        assertThat(asked.text("/items/0/schedules")).isEqualTo("1");
        assertThat(flow.steps().schedules().standing(wave)).isEmpty();
        assertThat(task(stage).status()).isEqualTo(Task.Status.CANCELED);
        assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.AGAIN);
        flow.steps().checking().check(flow.issue(issue).plan());
        var again = flow.enterStage(flow.issue(issue), FlowByHand.PRODUCTION);
        assertThat(again.id()).isNotEqualTo(stage.id());
        assertThat(flow.nextDecision(again)).isEqualTo(StageFlow.Decision.APPROVE);
        assertThat(jdbc.sql("SELECT count(*) FROM issue_creator WHERE issue = :issue")
                        .param("issue", issue.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whatRanAtTheTimeOfTheBackupIsLostAndWhatRunsNowIsLeftAlone() {
        long wave = flow.enterWave(stage);
        clock.advance(Duration.ofHours(2));
        flow.steps().wave().start(wave);
        runs();

        var now = api.post("/v1/issues:askAgain", token("administrator"), "");
        clock.advance(Duration.ofMinutes(5));
        var later = api.post("/v1/issues:askAgain", token("administrator"), "");

        assertThat(now.text("/items/0/problem")).contains("1 databases of issue 1 are being migrated now.");
        assertThat(later.body().at("/items/0/problem").asString("")).isEmpty();
        assertThat(task(stage).status()).isEqualTo(Task.Status.FAILED);
        assertThat(jdbc.sql("SELECT status FROM task_run").query(String.class).single())
                .isEqualTo("LOST");
    }

    @Test
    void onlyAnAdministratorMayAskAgain() {
        assertThat(api.post("/v1/issues:askAgain", token("owner"), "").status()).isEqualTo(403);
    }

    private void runs() {
        jdbc.sql("UPDATE task SET status = 'RUNNING', epoch = nextval('attempt_epoch')")
                .update();
        jdbc.sql(
                        "INSERT INTO task_run (task, epoch, status, started_at, beat_at) SELECT id, epoch, 'RUNNING', :now, :now FROM task")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private Task task(Stage of) {
        return flow.steps().tasks().ofStage(of.id()).getFirst();
    }

    private String token(String name) {
        var account = flow.account(name);
        return Objects.requireNonNull(
                tokens.issue(account, "test", null, account).secret().text());
    }
}
