package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.change.IssueOpening;
import io.slipway.engine.Resumption;
import io.slipway.failure.NotYetException;
import io.slipway.review.Audit;
import io.slipway.review.Issue;
import io.slipway.review.Outbox;
import io.slipway.rollout.task.Task;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** After the engine was lost, fresh processes go on where the lost ones stopped. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class, FakeEngine.class})
class RecoveryTest {

    private static final String TARGET = "prod-1/orders_prod";
    private static final String SQL = "CREATE TABLE note (id int PRIMARY KEY)";

    @Autowired
    FlowByHand flow;

    @Autowired
    Resumption resumption;

    @Autowired
    FakeEngine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Stages stages;

    @Autowired
    StageRelease releases;

    @Autowired
    Outbox outbox;

    @Autowired
    Audit audit;

    @Autowired
    SettableClock clock;

    private Issue issue;

    @BeforeEach
    void openAnIssue() {
        flow.startAnew();
        issue = flow.open(SQL, TARGET);
    }

    private Resumption.Resumed lose() {
        engine.lose();
        return resumption.resume(flow.account("administrator"), false);
    }

    /** Lose the engine, and let a fresh process come to the stage. */
    private Stage loseAndEnterStage() {
        assertThat(lose().issues()).isEqualTo(1);
        var opened = flow.steps().opening().open(FlowByHand.key(), Map.of("issueId", String.valueOf(issue.id())));
        assertThat(opened.state()).isEqualTo(IssueOpening.State.OPENED);
        return flow.enterStage(issue, FlowByHand.PRODUCTION);
    }

    private Stage approvedStage() {
        Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");
        return stage;
    }

    private Stage stage(Stage stage) {
        return stages.findById(stage.id()).orElseThrow();
    }

    private Task task(Stage stage) {
        return flow.steps().tasks().ofStage(stage.id()).getFirst();
    }

    private void claimByAWorkerThatDies(Task task) {
        jdbc.sql("UPDATE task SET status = 'RUNNING', epoch = nextval('attempt_epoch') WHERE id = :id")
                .param("id", task.id())
                .update();
        jdbc.sql("""
                INSERT INTO task_run (task, epoch, status, started_at, beat_at)
                SELECT id, epoch, 'RUNNING', :now, :now
                FROM task
                WHERE id = :id
                """)
                .param("id", task.id())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Test
    void startsOneProcessForEachOpenIssueHoweverOftenItIsAsked() {
        int before = engine.deployments();

        assertThat(lose()).isEqualTo(new Resumption.Resumed(true, 1, 0));
        assertThat(resumption.resume(flow.account("administrator"), false))
                .isEqualTo(new Resumption.Resumed(false, 0, 0));
        assertThat(outbox.due(0))
                .filteredOn(wakeup -> wakeup.message().equals(Bindings.ISSUE_OPENED))
                .singleElement()
                .satisfies(wakeup -> assertThat(wakeup.variables()).contains("\"" + issue.id() + "\""));
        flow.steps().opening().open(FlowByHand.key(), Map.of("issueId", String.valueOf(issue.id())));
        assertThat(resumption.resume(flow.account("administrator"), false).issues())
                .isZero();
        assertThat(engine.deployments()).isEqualTo(before + 3);
        assertThat(audit.of(issue.id()).stream().filter(event -> event.startsWith("issue-resumed administrator")))
                .hasSize(1);
    }

    @Test
    void leavesLivingProcessesAloneUnlessForced() {
        var administrator = flow.account("administrator");

        assertThat(resumption.resume(administrator, false)).isEqualTo(new Resumption.Resumed(false, 0, 0));
        assertThat(resumption.resume(administrator, true)).isEqualTo(new Resumption.Resumed(true, 1, 0));
    }

    @Test
    void keepsWhatWasDecidedAndAsksTheSameQuestion() {
        Stage before = approvedStage();
        var ask = flow.ask(before);

        Stage after = loseAndEnterStage();

        assertThat(after.id()).isEqualTo(before.id());
        assertThat(flow.nextDecision(after)).isEqualTo(StageFlow.Decision.RELEASE);
        assertThat(flow.ask(after)).isEqualTo(ask);
    }

    @Test
    void goesOnWithAWaveThatHadStarted() {
        Stage before = approvedStage();
        flow.release(before, "releaser", null);
        long wave = flow.enterWave(before);
        flow.steps().wave().start(wave);

        Stage after = loseAndEnterStage();

        assertThat(flow.nextDecision(after)).isEqualTo(StageFlow.Decision.AUTOMATIC);
        assertThat(flow.enterWave(after)).isEqualTo(wave);
        assertThat(flow.steps().wave().open(wave)).isNull();
        flow.run(wave, flow.steps().wave().start(wave).batches());
        assertThat(flow.steps().wave().assess(wave).assessment()).isEqualTo(WaveFlow.Assessment.FINISHED);
        assertThat(task(after).status()).isEqualTo(Task.Status.DONE);
    }

    @Test
    void takesARunningTaskOverOnceItsAttemptIsSilent() {
        Stage before = approvedStage();
        flow.release(before, "releaser", null);
        long wave = flow.enterWave(before);
        flow.steps().wave().start(wave);
        claimByAWorkerThatDies(task(before));

        Stage after = loseAndEnterStage();

        flow.enterWave(after);
        List<String> batches = flow.steps().wave().start(wave).batches();
        assertThatExceptionOfType(NotYetException.class).isThrownBy(() -> flow.run(wave, batches));
        assertThat(flow.steps().wave().assess(wave).assessment()).isEqualTo(WaveFlow.Assessment.WAITING);
        clock.advance(Duration.ofSeconds(31));
        flow.run(wave, batches);
        assertThat(flow.steps().wave().assess(wave).assessment()).isEqualTo(WaveFlow.Assessment.FINISHED);
        assertThat(task(after).status()).isEqualTo(Task.Status.DONE);
    }

    @Test
    void keepsAScheduleThatIsStillToCome() {
        Stage before = approvedStage();
        flow.release(before, "releaser", clock.instant().plus(Duration.ofHours(3)));
        long wave = flow.enterWave(before);
        var schedule = Objects.requireNonNull(flow.steps().wave().open(wave));
        clock.advance(Duration.ofHours(1));

        Stage after = loseAndEnterStage();

        assertThat(flow.enterWave(after)).isEqualTo(wave);
        assertThat(flow.steps().wave().open(wave)).isEqualTo(schedule);
        assertThatExceptionOfType(WaveFlow.EarlyTimerException.class)
                .isThrownBy(() -> flow.steps().wave().start(wave));
    }

    @Test
    void givesAScheduleThatWasMissedBackToTheReleaser() {
        Stage before = approvedStage();
        flow.release(before, "releaser", clock.instant().plus(Duration.ofHours(3)));
        long wave = flow.enterWave(before);
        flow.steps().wave().open(wave);
        clock.advance(Duration.ofHours(5));

        Stage after = loseAndEnterStage();

        flow.enterWave(after);
        assertThat(flow.steps().wave().open(wave)).isNotNull();
        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(flow.nextDecision(after)).isEqualTo(StageFlow.Decision.RELEASE);
        assertThat(task(after).status()).isEqualTo(Task.Status.CANCELED);
        assertThat(stage(after).problem()).contains("was missed by more than 60 minutes");
    }

    @Test
    void leavesAStageThatWasGivenBackToTheReleaserWhateverThePolicySays() {
        Stage stage = flow.enterStage(issue, FlowByHand.AUTOMATIC);
        assertThat(releases.confirm(stage.id())).isTrue();
        releases.giveBack(stage(stage), null, "Stopped by the releaser.");

        lose();
        flow.steps().opening().open(FlowByHand.key(), Map.of("issueId", String.valueOf(issue.id())));
        Stage after = flow.enterStage(issue, FlowByHand.AUTOMATIC);

        assertThat(flow.nextDecision(after)).isEqualTo(StageFlow.Decision.RELEASE);
    }

    @Test
    void forgetsRequestsOfLostProcessesWhoseKeysComeAgain() {
        long key = FlowByHand.key();
        var request = flow.steps()
                .opening()
                .open(key, Map.of("project", "shop", "title", "Another", "targets", TARGET, "sql", SQL));
        assertThat(request.state()).isEqualTo(IssueOpening.State.CONFIRM);

        assertThat(lose()).isEqualTo(new Resumption.Resumed(true, 1, 1));

        var again = flow.steps().opening().open(key, Map.of("issueId", String.valueOf(issue.id())));
        assertThat(again.state()).isEqualTo(IssueOpening.State.OPENED);
        assertThat(Objects.requireNonNull(again.issue()).id()).isEqualTo(issue.id());
    }
}
