package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.change.IssueCommands;
import io.slipway.change.IssueFlow;
import io.slipway.failure.NotYetException;
import io.slipway.review.Issue;
import io.slipway.rollout.task.Task;
import io.slipway.testing.SlipwayTest;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class RolloutFlowTest {

    @Autowired
    FlowByHand flow;

    @Autowired
    IssueCommands commands;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void startAnew() {
        flow.startAnew();
    }

    @Test
    void goesFromRequestToRevision() {
        Issue issue = flow.open("CREATE TABLE note (id int PRIMARY KEY)", "prod-1/orders_prod");
        Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);

        flow.approve(stage, "approver");
        flow.release(stage, "releaser", null);
        long wave = flow.enterWave(stage);
        var started = flow.steps().wave().start(wave);
        flow.run(wave, started.batches());

        assertThat(flow.steps().wave().assess(wave).assessment()).isEqualTo(WaveFlow.Assessment.FINISHED);
        assertThat(flow.steps().stage().nextWave(stage.id()).tasksLeft()).isFalse();
        flow.steps().stage().finish(stage.id());
        assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.DONE);
        assertThat(flow.steps().tasks().ofStage(stage.id()))
                .extracting(Task::status)
                .containsExactly(Task.Status.DONE);
    }

    @Test
    void runsOnceWhenABatchsJobIsDeliveredTwice() throws Exception {
        Issue issue = flow.open("CREATE TABLE note (id int PRIMARY KEY); SELECT pg_sleep(1)", "prod-1/orders_prod");
        Stage stage = flow.enterStage(issue, FlowByHand.AUTOMATIC);
        long wave = flow.enterWave(stage);
        var batches = flow.steps().wave().start(wave).batches();

        var deliveries = IntStream.range(0, 4)
                .mapToObj(delivery -> Thread.ofVirtual().start(() -> deliver(wave, batches)))
                .toList();
        for (var delivery : deliveries) {
            delivery.join();
        }

        assertThat(statusOf(stage)).isEqualTo(Task.Status.DONE);
        assertThat(jdbc.sql("SELECT count(*) FROM task_run").query(Long.class).single())
                .isEqualTo(1);
        deliver(wave, batches);
        assertThat(jdbc.sql("SELECT count(*) FROM task_run").query(Long.class).single())
                .isEqualTo(1);
    }

    /** After a restore of our database its count of attempts is behind what the targets have seen. */
    @Test
    void goesOnAboveTheAttemptsThatATargetHasSeen() {
        for (var table : List.of("note", "mark")) {
            jdbc.sql("SELECT setval('attempt_epoch', 1, false)")
                    .query(Long.class)
                    .single();
            Issue issue = flow.open("CREATE TABLE %s (id int PRIMARY KEY)".formatted(table), "prod-1/orders_prod");
            Stage stage = flow.enterStage(issue, FlowByHand.AUTOMATIC);
            long wave = flow.enterWave(stage);
            deliver(wave, flow.steps().wave().start(wave).batches());
            assertThat(statusOf(stage)).as(table).isEqualTo(Task.Status.DONE);
            flow.steps().wave().assess(wave);
            flow.steps().stage().finish(stage.id());
            assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.DONE);
        }
    }

    /** The engine gives a job out again as long as another delivery is at its tasks. */
    private void deliver(long wave, List<String> batches) {
        try {
            flow.run(wave, batches);
        } catch (NotYetException e) {
            assertThat(e.code()).isEqualTo("task-busy");
        }
    }

    @Test
    void stopsWhatRunsBeforeAWithdrawnChangeEnds() throws Exception {
        Issue issue = flow.open("SELECT pg_sleep(600)", "dev-1/orders_dev");
        Stage stage = flow.enterStage(issue, FlowByHand.AUTOMATIC);
        long wave = flow.enterWave(stage);
        var started = flow.steps().wave().start(wave);
        var running = Thread.ofVirtual().start(() -> flow.run(wave, started.batches()));
        Awaitility.await().until(() -> statusOf(stage) == Task.Status.RUNNING);

        commands.withdraw(flow.account("developer"), issue.id());
        assertThat(wakeups()).doesNotContain(Issue.CHANGED);
        running.join();

        assertThat(statusOf(stage)).isEqualTo(Task.Status.CANCELED);
        assertThat(wakeups()).contains(Issue.CHANGED);
        assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.CANCELED);
    }

    private Task.Status statusOf(Stage stage) {
        return flow.steps().tasks().ofStage(stage.id()).getFirst().status();
    }

    private List<String> wakeups() {
        return jdbc.sql("SELECT message FROM outbox").query(String.class).list();
    }
}
