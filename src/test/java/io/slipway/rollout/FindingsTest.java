package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.change.IssueCommands;
import io.slipway.change.IssueFlow;
import io.slipway.failure.RejectedException;
import io.slipway.review.Issue;
import io.slipway.rollout.task.Task;
import io.slipway.sample.Sample;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a releaser saw is what is overridden, and a target that is not what the checks saw is checked again before it is touched. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class FindingsTest {

    private static final String TARGET = "prod-1/orders_prod";
    private static final Policy FREE = new Policy("free", List.of(), "free", false, 0, 0, null, true, false);
    private static final StageRelease.Terms ANYWAY = new StageRelease.Terms(null, "nobody reads the column");

    @Autowired
    FlowByHand flow;

    @Autowired
    IssueCommands commands;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    private Sample sample;

    @BeforeEach
    void startAnew() {
        sample = flow.startAnew();
        flow.carry(flow.open("CREATE TABLE thing (id bigint PRIMARY KEY, note text)", TARGET));
    }

    @Test
    @DisplayName("Releaser – warnings need 'Rollout anyway' with a reason, which is kept")
    void warningsNeedATick() {
        var stage = flow.enterStage(flow.open("ALTER TABLE thing DROP COLUMN note", TARGET), FREE);

        flow.release(stage, "releaser", null);

        assertThat(flow.problem(stage)).contains("0 errors and 1 warnings").contains("Rollout anyway");
        flow.releaseOn(stage, "releaser", ANYWAY);
        assertThat(current(stage).status()).isEqualTo(Stage.Status.RELEASED);
        assertThat(current(stage).overrideReason()).isEqualTo("nobody reads the column");
    }

    @Test
    @DisplayName("Policy – what it starts by itself it starts in spite of warnings, not of errors")
    void automaticStagesStopAtErrors() {
        var warned = flow.enterStage(flow.open("ALTER TABLE thing DROP COLUMN note", TARGET), FlowByHand.AUTOMATIC);
        assertThat(flow.steps().release().confirm(warned.id())).isTrue();

        var wrong = flow.enterStage(flow.open("ALTER TABLE nothing ADD COLUMN b int", TARGET), FlowByHand.AUTOMATIC);
        assertThat(flow.steps().release().confirm(wrong.id())).isFalse();
        assertThat(current(wrong).problem()).contains("1 errors");
    }

    @Test
    @DisplayName("Rollout anyway – binds what the form showed: findings that came after it are refused")
    void bindsTheFindingsShown() {
        var issue = flow.open("ALTER TABLE thing ADD COLUMN b int", TARGET);
        var stage = flow.enterStage(issue, FREE);
        var ask = flow.ask(stage);
        clock.advance(Duration.ofMinutes(1));
        drop("thing");
        flow.steps().checking().check(issue.plan());

        flow.releaseOn(ask, stage, "releaser", ANYWAY);

        assertThat(flow.problem(stage)).contains("found what the form did not show");
        flow.releaseOn(stage, "releaser", ANYWAY);
        assertThat(current(stage).status()).isEqualTo(Stage.Status.RELEASED);
    }

    @Test
    @DisplayName(
            "Rollout anyway – a form that comes up after a newer check, as of a moved issue, shows what that found")
    void asksAnewAfterANewerCheck() {
        var issue = flow.open("ALTER TABLE thing ADD COLUMN b int", TARGET);
        var stage = flow.enterStage(issue, FREE);
        var before = flow.ask(stage);
        clock.advance(Duration.ofMinutes(1));
        drop("thing");
        flow.steps().checking().check(issue.plan());

        var after = flow.ask(stage);
        flow.releaseOn(after, stage, "releaser", ANYWAY);

        assertThat(after).isNotEqualTo(before);
        assertThat(current(stage).status()).isEqualTo(Stage.Status.RELEASED);
    }

    @Test
    @DisplayName("Groups – are resolved once: who joins later is listed by the next check, and left out")
    void leavesOutWhoJoinsAGroupLater() {
        var issue = flow.open("CREATE TABLE late (id int)", "orders");
        flow.configure("groups: [{name: orders, project: shop, expression: 'true'}]");

        flow.steps().checking().check(issue.plan());

        assertThat(flow.steps().checks().findings(issue.plan(), stageOf(issue), 10))
                .filteredOn(finding -> finding.code().equals("joined-since"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text())
                        .startsWith("3 targets have joined")
                        .contains("customers_dev", "customers_staging", "customers_prod"));
        assertThat(flow.steps().stages().ofIssue(issue.id()))
                .allSatisfy(stage ->
                        assertThat(flow.steps().tasks().ofStage(stage.id())).hasSize(1));
    }

    private long stageOf(Issue issue) {
        return flow.steps().stages().ofIssue(issue.id()).getFirst().environment();
    }

    @Test
    @DisplayName(
            "Start – a target that another change altered is checked again; a new error goes back to the releaser, approvals kept")
    void aNewErrorGoesBack() {
        var stage = flow.enterStage(flow.open("ALTER TABLE thing ADD COLUMN b int", TARGET), FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");
        flow.release(stage, "releaser", tomorrow());
        drop("thing");
        long wave = dueNow(stage);

        assertThat(flow.start(wave).start()).isEqualTo(WaveFlow.Start.RETURNED);

        assertThat(current(stage).status()).isEqualTo(Stage.Status.OPEN);
        assertThat(current(stage).problem()).contains("found a new error").contains("thing");
        assertThat(flow.steps().tasks().countOfStage(stage.id())).containsOnlyKeys(Task.Status.CANCELED);
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.RELEASE);
        assertThat(events("schema-changed")).isEqualTo(1);
    }

    @Test
    @DisplayName("Start – a target that was altered by hand is checked again, and goes on where nothing is wrong")
    void goesOnWhereNothingIsWrong() {
        var stage = flow.enterStage(flow.open("ALTER TABLE thing ADD COLUMN b int", TARGET), FREE);
        flow.release(stage, "releaser", tomorrow());
        sample.targets().execute(sample.url("orders_prod"), "CREATE INDEX by_note ON thing (note)");
        long wave = dueNow(stage);

        var started = flow.start(wave);

        assertThat(started.start()).isEqualTo(WaveFlow.Start.STARTED);
        flow.run(wave, started.batches());
        assertThat(flow.steps().tasks().countOfStage(stage.id())).containsOnlyKeys(Task.Status.DONE);
        assertThat(events("schema-changed")).isEqualTo(1);
    }

    @Test
    @DisplayName("Start – an unchanged target is not checked again")
    void doesNotCheckAgainWithoutNeed() {
        var issue = flow.open("ALTER TABLE thing ADD COLUMN b int", TARGET);
        var stage = flow.enterStage(issue, FREE);
        flow.release(stage, "releaser", tomorrow());
        var before = flow.steps().checks().newest(issue.plan());

        assertThat(flow.start(dueNow(stage)).start()).isEqualTo(WaveFlow.Start.STARTED);

        assertThat(flow.steps().checks().newest(issue.plan())).isEqualTo(before);
        assertThat(events("schema-changed")).isZero();
    }

    @Test
    @DisplayName(
            "Check – any member has an issue checked again before it is scheduled, approvals kept; a stranger is refused")
    void checksAgainWhenAMemberAsks() {
        var issue = flow.open("ALTER TABLE thing ADD COLUMN b int", TARGET);
        var stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");
        drop("thing");

        commands.check(flow.account("approver"), issue.id());
        commands.check(flow.account("approver"), issue.id());

        assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.AGAIN);
        flow.steps().checking().check(issue.plan());
        var again = flow.enterStage(issue, FlowByHand.PRODUCTION);
        assertThat(flow.nextDecision(again)).isEqualTo(StageFlow.Decision.RELEASE);
        flow.release(again, "releaser", null);
        assertThat(flow.problem(again)).contains("1 errors");
        assertThat(events("check-wanted")).isEqualTo(1);
        assertThatThrownBy(() -> commands.check(flow.account("administrator"), issue.id()))
                .isInstanceOf(RejectedException.class)
                .extracting("code")
                .isEqualTo("role-missing");
    }

    /** Another change takes a table away meanwhile. */
    private void drop(String table) {
        Issue other = flow.open("DROP TABLE " + table, TARGET);
        flow.carry(other);
    }

    /** Let the stage's time come. */
    private long dueNow(Stage stage) {
        long wave = flow.enterWave(stage);
        clock.advance(Duration.ofDays(1));
        return wave;
    }

    private Instant tomorrow() {
        return clock.instant().plus(1, ChronoUnit.DAYS);
    }

    private Stage current(Stage stage) {
        return flow.steps().stages().findById(stage.id()).orElseThrow();
    }

    private long events(String event) {
        return jdbc.sql("SELECT count(*) FROM audit_event WHERE event = :event")
                .param("event", event)
                .query(Long.class)
                .single();
    }
}
