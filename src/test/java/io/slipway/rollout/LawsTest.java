package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.change.IssueCommands;
import io.slipway.failure.RejectedException;
import io.slipway.review.Audit;
import io.slipway.review.Issue;
import io.slipway.rollout.task.Task;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tries to break the laws of the design that say what a rollout may: 1, 4, 5 and 6. Laws 7, 8 and 9 are tried in {@link SafetyLawsTest}, law
 * 10 in {@link OneWayInTest}, who wins in {@link RacesTest}, laws 2 and 3 in {@code NeverTwiceTest} and {@code StatementsAreNeverReorderedTest}.
 */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class LawsTest {

    private static final String TARGET = "prod-1/orders_prod";
    private static final String SQL = "CREATE TABLE note (id int PRIMARY KEY)";

    @Autowired
    FlowByHand flow;

    @Autowired
    IssueCommands commands;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Audit audit;

    @Autowired
    SettableClock clock;

    @BeforeEach
    void startAnew() {
        flow.startAnew();
    }

    @Test
    @DisplayName("Law 1 – a variable set by anybody moves nothing: only the process instance that was bound speaks")
    void law1TrustsOnlyBoundProcesses() {
        Issue issue = flow.open(SQL, TARGET);
        var stolen =
                Objects.requireNonNull(flow.steps().issue().next(issue.id()).stageRun());
        long owner = FlowByHand.key();
        long thief = FlowByHand.key();

        assertThat(flow.steps().planning().plan(owner, stolen).state()).isEqualTo(StagePlanning.State.PLANNED);
        assertThat(flow.steps().planning().plan(owner, stolen).state()).isEqualTo(StagePlanning.State.PLANNED);
        assertThat(flow.steps().planning().plan(thief, stolen).state()).isEqualTo(StagePlanning.State.REFUSED);
        assertThat(flow.steps().planning().plan(thief, UUID.randomUUID()).state())
                .isEqualTo(StagePlanning.State.REFUSED);
        assertThatThrownBy(() -> flow.steps().bindings().requireStage(thief))
                .isInstanceOf(Bindings.NotBoundException.class);
        assertThat(flow.steps().bindings().claimIssue(thief, issue.id())).isFalse();
    }

    @Test
    @DisplayName(
            "Law 1 – an answer is bound to its question: repeated, or given to an old question, it changes nothing")
    void law1CountsAnAnswerOnce() {
        Stage stage = flow.enterStage(flow.open(SQL, TARGET), twoApprovals());
        UUID first = flow.ask(stage);
        flow.approve(stage, "approver");

        flow.steps().answers().approve(first, stage.id(), Optional.of(flow.account("approver")), LawsTest::approval);

        assertThat(approvals()).isEqualTo(1);
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.APPROVE);
    }

    @Test
    @DisplayName(
            "Law 1 – a process that comes back from an open question has answered nothing: it is asked anew, and says why")
    void law1RefusesAnAnswerThatNobodyGave() {
        Stage stage = flow.enterStage(flow.open(SQL, TARGET), twoApprovals());
        UUID passed = flow.ask(stage);
        flow.steps().stage().passedBy(stage.id(), passed);
        UUID anew = flow.ask(stage);
        flow.approve(stage, "approver");

        flow.steps().stage().passedBy(stage.id(), anew);
        flow.steps().stage().passedBy(stage.id(), UUID.randomUUID());

        assertThat(anew).isNotEqualTo(passed);
        assertThat(jdbc.sql("SELECT problem FROM ask WHERE id = :id")
                        .param("id", anew)
                        .query(String.class)
                        .single())
                .contains("without an answer that Slipway has taken");
        assertThat(jdbc.sql("SELECT facts ->> 'code' FROM audit_event WHERE event = 'command-refused'")
                        .query(String.class)
                        .list())
                .containsExactly("answer-not-taken");
        assertThat(approvals()).as("the answered question stays answered").isEqualTo(1);
    }

    @Test
    @DisplayName("Law 4 – a file, a target or a variable that changed after the approval is not run")
    void law4RunsWhatWasApproved() {
        Stage stage = flow.enterStage(flow.open(SQL, TARGET), FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");
        flow.release(stage, "releaser", clock.instant().plus(Duration.ofHours(1)));
        long wave = flow.enterWave(stage);
        flow.steps().wave().open(wave);

        jdbc.sql("UPDATE database SET variables = '{\"region\": \"us\"}' WHERE name = 'orders_prod'")
                .update();
        clock.advance(Duration.ofHours(2));

        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(flow.steps().tasks().ofStage(stage.id()))
                .extracting(Task::status)
                .containsExactly(Task.Status.CANCELED);
        assertThat(stageProblem(stage)).contains("is not what was approved");
    }

    @Test
    @DisplayName("Law 4 – a released file cannot be changed, not even in PostgreSQL")
    void law4KeepsReleasesImmutable() {
        flow.open(SQL, TARGET);

        assertThatThrownBy(() -> jdbc.sql("UPDATE migration_file SET statement = 'SELECT 1'")
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("never change");
        assertThatThrownBy(() -> jdbc.sql("DELETE FROM audit_event").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("never change");
    }

    @Test
    @DisplayName(
            "Law 5 – scheduled means locked: edit, withdrawal, another check, another release and another schedule are refused")
    void law5LocksWhatIsScheduled() {
        Issue issue = flow.open(SQL, TARGET);
        Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");
        UUID asked = flow.ask(stage);
        flow.release(stage, "releaser", clock.instant().plus(Duration.ofHours(1)));
        flow.steps().wave().open(flow.enterWave(stage));

        assertThatThrownBy(() -> commands.edit(flow.account("developer"), issue.id(), "SELECT 1"))
                .isInstanceOf(RejectedException.class)
                .extracting("code")
                .isEqualTo("rollout-locked");
        assertThatThrownBy(() -> commands.withdraw(flow.account("developer"), issue.id()))
                .isInstanceOf(RejectedException.class)
                .extracting("code")
                .isEqualTo("rollout-locked");
        assertThatThrownBy(() -> commands.check(flow.account("developer"), issue.id()))
                .isInstanceOf(RejectedException.class)
                .extracting("code")
                .isEqualTo("rollout-locked");
        flow.steps()
                .answers()
                .release(
                        asked,
                        stage.id(),
                        Optional.of(flow.account("releaser")),
                        () -> new StageAnswers.ReleaseForm(false, StageRelease.Terms.AT_ONCE));
        assertThat(schedules("SCHEDULED")).isEqualTo(1);
        assertThat(flow.steps().tasks().ofStage(stage.id()))
                .extracting(Task::status)
                .containsExactly(Task.Status.PENDING);
    }

    @Test
    @DisplayName("Law 5 – a cancellation without an edit keeps the approvals")
    void law5KeepsApprovalsWhenCancelled() {
        Issue issue = flow.open(SQL, TARGET);
        Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");
        flow.release(stage, "releaser", clock.instant().plus(Duration.ofHours(1)));
        var schedule = Objects.requireNonNull(flow.steps().wave().open(flow.enterWave(stage)));

        flow.steps().waveAnswers().cancel(schedule.id(), flow.account("releaser"), "");

        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.RELEASE);
        commands.edit(flow.account("developer"), issue.id(), "SELECT 2");
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.REJECTED);
    }

    @Test
    @DisplayName("Law 6 – nobody approves or rolls out their own change, and roles are checked by us")
    void law6SeparatesPeople() {
        Stage stage = flow.enterStage(flow.open(SQL, TARGET), FlowByHand.PRODUCTION);

        flow.approve(stage, "developer");
        assertThat(flow.problem(stage)).contains("'developer' is no approver");
        jdbc.sql(
                        "INSERT INTO member SELECT p.id, a.id, r FROM project p, account a, unnest(ARRAY['APPROVER', 'RELEASER']) r"
                                + " WHERE a.name = 'developer'")
                .update();
        flow.approve(stage, "developer");
        assertThat(flow.problem(stage)).contains("'developer' opened, edited or wrote this change");
        flow.steps().answers().approve(flow.ask(stage), stage.id(), Optional.empty(), LawsTest::approval);
        assertThat(flow.problem(stage)).contains("It cannot be told which member decided");
        assertThat(approvals()).isZero();

        flow.approve(stage, "approver");
        flow.release(stage, "developer", null);
        assertThat(flow.problem(stage)).contains("may not roll out it");
        flow.release(stage, "approver", null);
        assertThat(flow.problem(stage)).contains("'approver' is no releaser");
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.RELEASE);
    }

    private static Policy twoApprovals() {
        return new Policy("two", List.of("approver", "owner"), "two", false, 0, 0, null, false, false);
    }

    private static StageAnswers.ApprovalForm approval() {
        return new StageAnswers.ApprovalForm(io.slipway.review.Approval.Decision.APPROVE, "", null);
    }

    private long approvals() {
        return jdbc.sql("SELECT count(*) FROM approval").query(Long.class).single();
    }

    private long schedules(String status) {
        return jdbc.sql("SELECT count(*) FROM schedule WHERE status = :status")
                .param("status", status)
                .query(Long.class)
                .single();
    }

    private String stageProblem(Stage stage) {
        return jdbc.sql("SELECT problem FROM stage WHERE id = :id")
                .param("id", stage.id())
                .query(String.class)
                .single();
    }
}
