package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.change.ChangeEdit;
import io.slipway.change.DivergenceCommands;
import io.slipway.change.IssueCommands;
import io.slipway.change.IssueFlow;
import io.slipway.plan.Planner;
import io.slipway.review.Approval;
import io.slipway.review.Audit;
import io.slipway.review.CheckRecords;
import io.slipway.review.Issue;
import io.slipway.rollout.task.Divergence;
import io.slipway.rollout.task.Divergences;
import io.slipway.rollout.task.Task;
import io.slipway.sample.Sample;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A file is edited when some of its targets have the earlier text: each is told apart, settled by a person, and only then goes on. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class EditLoopTest {

    private static final String DEV = "dev-1/orders_dev";
    private static final String STAGING = "staging-1/orders_staging";
    private static final String PROD = "prod-1/orders_prod";
    private static final Map<String, String> FIRST = Map.of("V1__note.sql", "CREATE TABLE note (id int)");
    private static final Map<String, String> SECOND =
            Map.of("V1__note.sql", "CREATE TABLE note (id bigint)", "V2__more.sql", "CREATE TABLE more (id bigint)");
    private static final String RECONCILE = "ALTER TABLE note ALTER COLUMN id TYPE bigint";
    private static final Policy OVERRIDING =
            new Policy("production", List.of("approver"), "overriding", false, 0, 0, null, true, false);

    @Autowired
    FlowByHand flow;

    @Autowired
    IssueCommands commands;

    @Autowired
    DivergenceCommands decisions;

    @Autowired
    Divergences divergences;

    @Autowired
    CheckRecords checks;

    @Autowired
    Planner planner;

    @Autowired
    Audit audit;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    private Sample sample;

    @BeforeEach
    void startAnew() {
        sample = flow.startAnew();
    }

    @Test
    void carriesAnEditedFileToProductionAndSettlesDevelopmentAndStaging() throws SQLException {
        Issue issue = flow.openRelease(FIRST, DEV + ", " + STAGING + ", " + PROD);
        carryAutomatically(issue);
        carryAutomatically(issue);
        requestChanges(flow.enterStage(issue, FlowByHand.PRODUCTION));
        edited(issue);
        assertThat(errors(issue)).containsExactly("diverged", "diverged");

        decisions.reconcile(by("developer"), issue.id(), List.of(DEV), RECONCILE, "The column is empty there.");
        checkedAgain(issue);
        decisions.acceptAsEqual(by("releaser"), issue.id(), List.of(STAGING), "Nobody reads the column there.");
        checkedAgain(issue);
        assertThat(errors(issue)).isEmpty();
        carryAutomatically(issue);
        carryAutomatically(issue);
        carryThroughProduction(issue);

        assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.DONE);
        assertThat(typeOf("orders_dev")).isEqualTo("bigint");
        assertThat(typeOf("orders_staging")).isEqualTo("integer");
        assertThat(typeOf("orders_prod")).isEqualTo("bigint");
        assertThat(ledger("orders_dev"))
                .containsExactly("1 MARKED policy", "2 APPLIED policy", "issue/1.3-reconcile-1 APPLIED policy");
        assertThat(ledger("orders_staging")).containsExactly("1 MARKED releaser", "2 APPLIED policy");
        assertThat(ledger("orders_prod")).containsExactly("1 APPLIED releaser", "2 APPLIED releaser");
        findsNothingToDo(flow.openRelease(SECOND, DEV + ", " + STAGING + ", " + PROD));
    }

    private void findsNothingToDo(Issue next) {
        assertThat(findings(next)).isEmpty();
        for (int stage = 0; stage < 3; stage++) {
            var found = flow.steps().issue().next(next.id());
            assertThat(flow.steps()
                            .planning()
                            .plan(FlowByHand.key(), Objects.requireNonNull(found.stageRun()))
                            .state())
                    .isEqualTo(StagePlanning.State.NOTHING_TO_DO);
        }
        assertThat(flow.steps().issue().close(next.id())).isEqualTo(IssueFlow.Close.DONE);
    }

    @Test
    void startsNothingByItselfOnADivergedTarget() {
        Issue issue = divergedOnDevelopment();

        Stage stage = flow.enterStage(issue, new Policy("free", List.of(), "free", true, 0, 0, null, false, false));

        assertThat(flow.steps().release().confirm(stage.id())).isFalse();
        assertThat(flow.steps().stages().findById(stage.id()).orElseThrow().problem())
                .contains("The checks found 1 errors.");
        assertThat(flow.steps().tasks().ofStage(stage.id()))
                .extracting(Task::status)
                .containsExactly(Task.Status.NOT_STARTED);
        assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.AGAIN);
    }

    @Test
    void runsNothingOnADivergedTargetEvenIfTheErrorIsOverridden() throws SQLException {
        Issue issue = divergedOnDevelopment();
        Stage stage = flow.enterStage(issue, OVERRIDING);
        flow.approve(stage, "approver");
        flow.releaseOn(stage, "releaser", new StageRelease.Terms(null, "We know."));
        long wave = flow.enterWave(stage);

        flow.run(wave, flow.start(wave).batches());

        var task = flow.steps().tasks().ofStage(stage.id()).getFirst();
        assertThat(task.status()).isEqualTo(Task.Status.FAILED);
        assertThat(task.code()).isEqualTo("diverged");
        assertThat(task.sentence())
                .contains("It holds an earlier text of 'V1__note.sql'")
                .contains("reconcile file");
        assertThat(ledger("orders_dev")).containsExactly("1 APPLIED policy");
        assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.AGAIN);
    }

    @Test
    void bindsAReconcileFileByTheDigestAndMakesApprovalsVoid() {
        Issue issue = divergedOnDevelopment();
        flow.approve(flow.enterStage(issue, FlowByHand.PRODUCTION), "approver");
        var before = planner.currentDigest(flow.issue(issue).plan());

        decisions.reconcile(by("developer"), issue.id(), List.of(DEV), RECONCILE, "Widen it.");

        Issue given = checkedAgain(issue);
        Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        assertThat(planner.currentDigest(given.plan()))
                .isNotEqualTo(before)
                .isEqualTo(flow.steps().stages().digestOf(stage.id()));
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.APPROVE);
        assertThatThrownBy(() -> jdbc.sql("UPDATE reconcile_file SET statement = 'SELECT 1'")
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("never change");
    }

    @Test
    void checksAReconcileFileOnItsTargetsAlone() {
        Issue issue = divergedOnDevelopment();

        decisions.reconcile(by("developer"), issue.id(), List.of(DEV), "ALTER TABLE nothing ADD b int", "Widen it.");

        Issue given = checkedAgain(issue);
        assertThat(checks.findings(given.plan(), environment("dev"), 10))
                .extracting(CheckRecords.FoundRecord::code)
                .contains("simulation-failed", "diverged-reconciled");
        assertThat(checks.findings(given.plan(), environment("prod"), 10)).isEmpty();
    }

    @Test
    void keepsApprovalsWhenATextIsAcceptedAndTellsTheProcess() {
        Issue issue = divergedOnDevelopment();
        Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");

        Issue accepted = decisions.acceptAsEqual(by("releaser"), issue.id(), List.of(DEV), "It is the same.");

        assertThat(accepted.request()).isEqualTo(Issue.Request.EDIT);
        assertThat(jdbc.sql("SELECT count(*) FROM outbox WHERE message = :message")
                        .param("message", Issue.CHANGED)
                        .query(Long.class)
                        .single())
                .isPositive();
        assertThat(accepted.edits()).isEqualTo(1);
        checkedAgain(issue);
        assertThat(flow.nextDecision(flow.enterStage(issue, FlowByHand.PRODUCTION)))
                .isEqualTo(StageFlow.Decision.RELEASE);
        assertThat(audit.of(issue.id())).contains("text-accepted releaser issue 1");
        assertThat(divergences.of(accepted.plan()))
                .extracting(Divergence::acceptedBecause)
                .containsExactly("It is the same.");
    }

    @Test
    void refusesDecisionsThatAreNotThereToBeTaken() {
        Issue issue = divergedOnDevelopment();

        refused("reason-missing", () -> reconcile(issue, "developer", List.of(DEV), RECONCILE, " "));
        refused("no-sql", () -> reconcile(issue, "developer", List.of(DEV), " ", "Why."));
        refused("not-diverged", () -> reconcile(issue, "developer", List.of(DEV, PROD), RECONCILE, "Why."));
        refused("unknown-target", () -> reconcile(issue, "developer", List.of("dev-1/none"), RECONCILE, "Why."));
        refused("unknown-target", () -> reconcile(issue, "developer", List.of(), RECONCILE, "Why."));
        refused("role-missing", () -> reconcile(issue, "approver", List.of(DEV), RECONCILE, "Why."));
        refused("role-missing", () -> accept(issue, "approver", DEV, "Why."));
        refused("reason-missing", () -> accept(issue, "releaser", DEV, ""));
        refused("not-diverged", () -> accept(issue, "releaser", PROD, "Why."));
        jdbc.sql("INSERT INTO issue_creator (issue, account, reason) VALUES (:issue, :account, 'EDITED')")
                .param("issue", issue.id())
                .param("account", by("releaser").id())
                .update();
        refused("own-change", () -> accept(issue, "releaser", DEV, "Why."));
    }

    @Test
    void givesItsFirstAnswerWhenRepeated() {
        Issue issue = divergedOnDevelopment();

        Issue given = reconcile(issue, "developer", List.of(DEV), RECONCILE, "Widen it.");
        assertThat(reconcile(issue, "developer", List.of(DEV), RECONCILE, "Widen it.")
                        .plan())
                .isEqualTo(given.plan());
        refused("target-reconciled", () -> accept(issue, "releaser", DEV, "Why."));

        Issue other = secondIssueDiverged();
        accept(other, "releaser", "dev-1/customers_dev", "Same.");
        accept(other, "releaser", "dev-1/customers_dev", "Same.");
        assertThat(audit.of(other.id()).stream().filter(event -> event.startsWith("text-accepted")))
                .hasSize(1);
    }

    @Test
    void isLockedWhileScheduled() {
        Issue issue = divergedOnDevelopment();
        Stage stage = flow.enterStage(issue, OVERRIDING);
        flow.approve(stage, "approver");
        flow.releaseOn(
                stage, "releaser", new StageRelease.Terms(clock.instant().plus(Duration.ofHours(1)), "We know."));
        flow.steps().wave().open(flow.enterWave(stage));

        refused("rollout-locked", () -> reconcile(issue, "developer", List.of(DEV), RECONCILE, "Why."));
        refused("rollout-locked", () -> accept(issue, "releaser", DEV, "Why."));
    }

    @Test
    void tellsATextOfAnotherIssueApartFromOneOfItsOwn() {
        Issue first = flow.openRelease(FIRST, DEV);
        carryAutomatically(first);
        assertThat(flow.steps().issue().close(first.id())).isEqualTo(IssueFlow.Close.DONE);

        Issue next = flow.openRelease(SECOND, DEV);

        assertThat(divergences.of(next.plan())).isEmpty();
        assertThat(errors(next)).containsExactly("changed-after-applied");
    }

    private Issue divergedOnDevelopment() {
        Issue issue = flow.openRelease(FIRST, DEV + ", " + PROD);
        carryAutomatically(issue);
        requestChanges(flow.enterStage(issue, FlowByHand.PRODUCTION));
        return edited(issue);
    }

    private Issue secondIssueDiverged() {
        Issue issue = flow.openRelease(FIRST, "dev-1/customers_dev");
        flow.carry(issue);
        return edited(issue);
    }

    private Issue edited(Issue issue) {
        commands.edit(
                by("developer"),
                issue.id(),
                ChangeEdit.release(flow.released(null, SECOND).name()));
        return checkedAgain(issue);
    }

    /** Let the process settle what was asked, and check the change as it is now. */
    private Issue checkedAgain(Issue issue) {
        assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.AGAIN);
        Issue now = flow.issue(issue);
        flow.steps().checking().check(now.plan());
        return now;
    }

    private void carryAutomatically(Issue issue) {
        finish(flow.enterStage(issue, FlowByHand.AUTOMATIC));
    }

    private void carryThroughProduction(Issue issue) {
        Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");
        flow.release(stage, "releaser", null);
        finish(stage);
    }

    private void finish(Stage stage) {
        long wave = flow.enterWave(stage);
        flow.run(wave, flow.start(wave).batches());
        assertThat(flow.steps().wave().assess(wave).assessment()).isEqualTo(WaveFlow.Assessment.FINISHED);
        assertThat(flow.steps().stage().nextWave(stage.id()).tasksLeft()).isFalse();
        flow.steps().stage().finish(stage.id());
    }

    private void requestChanges(Stage stage) {
        var answer = new StageAnswers.ApprovalForm(Approval.Decision.REQUEST_CHANGES, "Make it a bigint.", null);
        flow.steps().answers().approve(flow.ask(stage), stage.id(), Optional.of(by("approver")), () -> answer);
    }

    private Issue reconcile(Issue issue, String by, List<String> targets, String sql, String reason) {
        return decisions.reconcile(by(by), issue.id(), targets, sql, reason);
    }

    private Issue accept(Issue issue, String by, String target, String reason) {
        return decisions.acceptAsEqual(by(by), issue.id(), List.of(target), reason);
    }

    private io.slipway.project.Account by(String name) {
        return flow.account(name);
    }

    private static void refused(String code, ThrowingCallable command) {
        assertThatThrownBy(command).extracting("code").isEqualTo(code);
    }

    private List<CheckRecords.FoundRecord> findings(Issue issue) {
        return List.of("dev", "staging", "prod").stream()
                .flatMap(stage -> checks.findings(flow.issue(issue).plan(), environment(stage), 50).stream())
                .toList();
    }

    private List<String> errors(Issue issue) {
        return findings(issue).stream()
                .filter(finding -> finding.level().equals("ERROR"))
                .map(CheckRecords.FoundRecord::code)
                .toList();
    }

    private long environment(String name) {
        return jdbc.sql("SELECT id FROM environment WHERE name = :name")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    private List<String> ledger(String database) throws SQLException {
        return query(
                database, "SELECT version || ' ' || kind || ' ' || applied_by FROM slipway.revision ORDER BY version");
    }

    private String typeOf(String database) throws SQLException {
        return query(
                        database,
                        "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'note'::regclass AND attname = 'id'")
                .getFirst();
    }

    private List<String> query(String database, String sql) throws SQLException {
        try (var connection = sample.targets().connect(sample.url(database));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new java.util.ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
