package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.change.IssueCommands;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.project.ProjectFixtures;
import io.slipway.review.Approval;
import io.slipway.review.Audit;
import io.slipway.review.Issue;
import io.slipway.testing.SlipwayTest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many people a step asks, and what an approver may decide before a stage asks. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class StageApprovalsTest {

    private static final String SQL = "CREATE TABLE note (id int PRIMARY KEY)";
    private static final Policy TWO_APPROVERS =
            new Policy("two", List.of("approver", "approver"), "production", false, 0, 0, null, false, false);

    @Autowired
    FlowByHand flow;

    @Autowired
    Accounts accounts;

    @Autowired
    IssueCommands commands;

    @Autowired
    Audit audit;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void letTwoApprove() {
        flow.startAnew();
        accounts.save(new Account(0, "second", Account.Kind.PERSON, false, List.of(), ProjectFixtures.CREATED));
        member("second", "APPROVER");
    }

    private void member(String name, String role) {
        jdbc.sql("""
                INSERT INTO member (project, account, role)
                SELECT p.id, a.id, :role
                FROM project p, account a
                WHERE p.name = 'shop' AND a.name = :name
                """).param("name", name).param("role", role).update();
    }

    private void noMember(String name) {
        jdbc.sql("DELETE FROM member WHERE account = (SELECT id FROM account WHERE name = :name)")
                .param("name", name)
                .update();
    }

    private void approveForLater(Stage stage, String by) {
        flow.steps()
                .answers()
                .approve(
                        flow.ask(stage),
                        stage.id(),
                        Optional.of(flow.account(by)),
                        () -> new StageAnswers.ApprovalForm(Approval.Decision.APPROVE, "All of it.", null, null, true));
    }

    private void release(Stage stage) {
        flow.release(stage, "releaser", null);
        flow.run(flow.enterWave(stage), flow.start(wave(stage)).batches());
        flow.steps().stage().finish(stage.id());
    }

    private long wave(Stage stage) {
        return jdbc.sql("SELECT id FROM wave WHERE stage = :stage")
                .param("stage", stage.id())
                .query(Long.class)
                .single();
    }

    private List<String> told(Issue issue, String event) {
        return audit.of(issue.id()).stream().filter(it -> it.startsWith(event)).toList();
    }

    @Test
    void asksAsManyPeopleOfARoleAsThePolicySays() {
        var stage = flow.enterStage(flow.open(SQL, "prod-1/orders_prod"), TWO_APPROVERS);

        assertThat(flow.steps().stage().nextDecision(stage.id()).step()).isEqualTo("approver (1 of 2)");
        flow.approve(stage, "approver");
        assertThat(flow.steps().stage().nextDecision(stage.id()).step()).isEqualTo("approver (2 of 2)");
        flow.approve(stage, "approver");
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.APPROVE);
        assertThat(flow.problem(stage)).contains("'approver' has approved this stage as approver already");
        flow.approve(stage, "developer");
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.APPROVE);
        flow.approve(stage, "second");

        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.RELEASE);
    }

    @Test
    void countsAnApprovalForLaterStagesWhenTheyAsk() {
        var issue = flow.open(SQL, "dev-1/orders_dev, prod-1/orders_prod");
        var dev = flow.enterStage(issue, FlowByHand.PRODUCTION);
        approveForLater(dev, "approver");
        release(dev);

        var prod = flow.enterStage(issue, TWO_APPROVERS);

        assertThat(flow.steps().stage().nextDecision(prod.id()).step()).isEqualTo("approver (2 of 2)");
        flow.approve(prod, "second");
        assertThat(flow.nextDecision(prod)).isEqualTo(StageFlow.Decision.RELEASE);
        assertThat(told(issue, "stage-approved approver")).hasSize(2);
        release(prod);
    }

    @Test
    void leavesAnEarlyApprovalOutOfSomebodyWhoMayNotDecideAnyMore() {
        var issue = flow.open(SQL, "dev-1/orders_dev, prod-1/orders_prod");
        var dev = flow.enterStage(issue, FlowByHand.PRODUCTION);
        approveForLater(dev, "second");
        release(dev);
        noMember("second");

        var prod = flow.enterStage(issue, FlowByHand.PRODUCTION);

        assertThat(flow.nextDecision(prod)).isEqualTo(StageFlow.Decision.APPROVE);
        assertThat(told(issue, "early-approval-refused")).hasSize(1);
        member("second", "APPROVER");
        assertThat(flow.nextDecision(prod)).isEqualTo(StageFlow.Decision.APPROVE);
        assertThat(told(issue, "early-approval-refused")).hasSize(1);
    }

    @Test
    void countsAnEarlyApprovalForNoOtherRole() {
        var issue = flow.open(SQL, "dev-1/orders_dev, prod-1/orders_prod");
        var dev = flow.enterStage(issue, FlowByHand.PRODUCTION);
        member("second", "OWNER");
        approveForLater(dev, "second");
        release(dev);

        var owners = new Policy("owners", List.of("owner"), "production", false, 0, 0, null, false, false);

        assertThat(flow.nextDecision(flow.enterStage(issue, owners))).isEqualTo(StageFlow.Decision.APPROVE);
    }

    @Test
    void voidsEarlyApprovalsWithAnEdit() {
        var issue = flow.open(SQL, "dev-1/orders_dev, prod-1/orders_prod");
        approveForLater(flow.enterStage(issue, FlowByHand.PRODUCTION), "approver");

        commands.edit(flow.account("developer"), issue.id(), "CREATE TABLE other (id int PRIMARY KEY)");
        flow.steps().issue().close(issue.id());
        var edited = flow.issue(issue);
        flow.steps().checking().check(edited.plan());
        var dev = flow.enterStage(edited, FlowByHand.PRODUCTION);
        assertThat(flow.nextDecision(dev)).isEqualTo(StageFlow.Decision.APPROVE);
        flow.approve(dev, "second");
        release(dev);

        assertThat(flow.nextDecision(flow.enterStage(edited, FlowByHand.PRODUCTION)))
                .isEqualTo(StageFlow.Decision.APPROVE);
    }
}
