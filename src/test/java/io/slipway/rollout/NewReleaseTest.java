package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.change.ChangeEdit;
import io.slipway.change.IssueCommands;
import io.slipway.change.IssueFlow;
import io.slipway.plan.Planner;
import io.slipway.release.Release;
import io.slipway.release.ReleaseDraft;
import io.slipway.review.Approval;
import io.slipway.review.Issue;
import io.slipway.review.IssueCreators;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/** An issue that rolls a release out is given another one of the same track. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class NewReleaseTest {

    private static final String TARGET = "prod-1/orders_prod";
    private static final Map<String, String> FIRST = Map.of("V1__note.sql", "CREATE TABLE note (id int)");
    private static final Map<String, String> SECOND = Map.of("V1__note.sql", "CREATE TABLE note (id bigint)");

    @Autowired
    FlowByHand flow;

    @Autowired
    IssueCommands commands;

    @Autowired
    Planner planner;

    @Autowired
    IssueCreators creators;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    @BeforeEach
    void startAnew() {
        flow.startAnew();
    }

    @Test
    void takesANewReleaseAfterARequestForChanges() {
        Issue issue = flow.openRelease(FIRST, TARGET);
        Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        requestChanges(stage);
        assertThat(flow.steps().issue().next(issue.id()).step()).isEqualTo(IssueFlow.Step.EDIT);

        Issue edited =
                edit(issue, ChangeEdit.release(flow.released(null, SECOND).name()));

        assertThat(edited.edits()).isEqualTo(1);
        assertThat(edited.plan()).isNotEqualTo(issue.plan());
        assertThat(planner.currentDigest(edited.plan())).isNotEqualTo(planner.currentDigest(issue.plan()));
        assertThat(planner.presentTargets(edited.plan())).isEqualTo(planner.presentTargets(issue.plan()));
        assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.AGAIN);
        Stage again = flow.enterStage(issue, FlowByHand.PRODUCTION);
        assertThat(again.id()).isNotEqualTo(stage.id());
        assertThat(flow.nextDecision(again)).isEqualTo(StageFlow.Decision.APPROVE);
    }

    @Test
    void makesApprovalsVoidAndTheNewAuthorsCreators() {
        Issue issue = flow.openRelease(FIRST, TARGET);
        Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");
        Release second = flow.released(null, SECOND);
        jdbc.sql("INSERT INTO release_author (release, email, name, account) VALUES (:release, 'a@b', 'A', :account)")
                .param("release", second.id())
                .param("account", flow.account("releaser").id())
                .update();

        edit(issue, ChangeEdit.release("projects/shop/releases/" + second.name()));

        assertThat(creators.namesOf(issue.id())).containsExactly("developer", "releaser");
        Stage again = flow.enterStage(afterEdit(issue), FlowByHand.PRODUCTION);
        assertThat(flow.nextDecision(again)).isEqualTo(StageFlow.Decision.APPROVE);
        flow.approve(again, "approver");
        flow.release(again, "releaser", null);
        assertThat(flow.problem(again)).contains("'releaser' opened, edited or wrote this change");
    }

    @Test
    void isLockedWhileScheduledAndOpenAfterTheCancellation() {
        Issue issue = flow.openRelease(FIRST, TARGET);
        Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");
        flow.release(stage, "releaser", clock.instant().plus(Duration.ofHours(1)));
        var schedule = Objects.requireNonNull(flow.steps().wave().open(flow.enterWave(stage)));
        var second = ChangeEdit.release(flow.released(null, SECOND).name());

        refused("rollout-locked", () -> edit(issue, second));
        flow.steps().waveAnswers().cancel(schedule.id(), flow.account("releaser"), "");

        assertThat(edit(issue, second).edits()).isEqualTo(1);
    }

    @Test
    void givesItsFirstAnswerWhenRepeated() {
        Issue issue = flow.openRelease(FIRST, TARGET);
        var second = ChangeEdit.release(flow.released(null, SECOND).name());

        Issue edited = edit(issue, second);

        assertThat(edit(issue, second)).isEqualTo(edited);
        requestChanges(flow.enterStage(afterEdit(issue), FlowByHand.PRODUCTION));
        refused("release-unchanged", () -> edit(issue, second));
    }

    @Test
    void refusesWhatIsNoNewReleaseOfTheTrack() {
        Issue issue = flow.openRelease(FIRST, TARGET);
        Issue oneOff = flow.open("CREATE TABLE other (id int)", TARGET);

        refused(
                "release-unchanged",
                () -> edit(issue, ChangeEdit.release(flow.released(null, FIRST).name())));
        refused(
                "release-of-other-track",
                () -> edit(
                        issue, ChangeEdit.release(flow.released("other", SECOND).name())));
        refused("release-of-other-track", () -> edit(issue, ChangeEdit.release("issue-2.1")));
        refused("unknown-release", () -> edit(issue, ChangeEdit.release("nothing")));
        refused("release-immutable", () -> edit(issue, ChangeEdit.sql("SELECT 1")));
        refused("release-immutable", () -> edit(issue, ChangeEdit.sql("")));
        refused(
                "one-off-has-no-release",
                () -> edit(
                        oneOff, ChangeEdit.release(flow.released(null, SECOND).name())));
        refused(
                "role-missing",
                () -> commands.edit(
                        flow.account("approver"),
                        issue.id(),
                        ChangeEdit.release(flow.released(null, SECOND).name())));
        assertThat(flow.issue(issue).edits()).isZero();
        assertThat(flow.issue(oneOff).edits()).isZero();
    }

    @Test
    void makesAReleaseOfEditedFilesThatKeepsItsAuthors() {
        Issue issue = flow.openRelease(
                Map.of("V1__note.sql", "CREATE TABLE note (id int)", "V2__more.sql", "CREATE TABLE more (id int)"),
                TARGET);
        Release first = planner.releases(issue.plan()).getFirst();
        jdbc.sql("INSERT INTO release_author (release, email, name) VALUES (:release, 'nobody@b', 'N')")
                .param("release", first.id())
                .update();
        var files = ChangeEdit.files(List.of(new ReleaseDraft.File("V2__more.sql", "CREATE TABLE more (id bigint)")));

        Issue edited = edit(issue, files);

        Release second = planner.releases(edited.plan()).getFirst();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.vcsCommit()).isNull();
        assertThat(creators.hasUnmappedAuthor(issue.id())).isTrue();
        assertThat(jdbc.sql("SELECT statement FROM migration_file WHERE release = :release ORDER BY position")
                        .param("release", second.id())
                        .query(String.class)
                        .list())
                .containsExactly("CREATE TABLE note (id int)", "CREATE TABLE more (id bigint)");
        refused("release-unchanged", () -> edit(issue, files));
        refused(
                "unknown-file",
                () -> edit(issue, ChangeEdit.files(List.of(new ReleaseDraft.File("V3__new.sql", "SELECT 1")))));
    }

    private Issue afterEdit(Issue issue) {
        assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.AGAIN);
        return issue;
    }

    private Issue edit(Issue issue, ChangeEdit edit) {
        return commands.edit(flow.account("developer"), issue.id(), edit);
    }

    private void requestChanges(Stage stage) {
        flow.steps()
                .answers()
                .approve(
                        flow.ask(stage),
                        stage.id(),
                        Optional.of(flow.account("approver")),
                        () -> new StageAnswers.ApprovalForm(
                                Approval.Decision.REQUEST_CHANGES, "Make it a bigint.", null));
    }

    private static void refused(String code, ThrowingCallable command) {
        assertThatThrownBy(command).extracting("code").isEqualTo(code);
    }
}
