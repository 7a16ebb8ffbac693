package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.change.CatchUpOpening;
import io.slipway.change.IssueFlow;
import io.slipway.failure.RejectedException;
import io.slipway.review.Audit;
import io.slipway.review.CheckRecords;
import io.slipway.review.Issue;
import io.slipway.rollout.hotfix.CatchUp;
import io.slipway.rollout.hotfix.CatchUpCommands;
import io.slipway.rollout.hotfix.CatchUps;
import io.slipway.rollout.hotfix.LeaveOut;
import io.slipway.rollout.task.Task;
import io.slipway.testing.SlipwayTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** A hotfix: who leaves a stage out, what its targets are owed, and that no later release comes before it. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class HotfixTest {

    private static final Policy HOTFIX =
            new Policy("free", List.of(), "hotfix", true, 0, 0, null, true, true, "releaser", Policy.Patience.ENDLESS);
    private static final String DEV = "dev-1/orders_dev";
    private static final Map<String, String> FIRST = Map.of("1__note.sql", "CREATE TABLE note (id int PRIMARY KEY)");
    private static final Map<String, String> BOTH = Map.of(
            "1__note.sql",
            "CREATE TABLE note (id int PRIMARY KEY)",
            "2__tag.sql",
            "CREATE TABLE tag (id int PRIMARY KEY)");
    private static final String WHY = "production is down";

    @Autowired
    FlowByHand flow;

    @Autowired
    LeaveOut leaveOut;

    @Autowired
    CatchUps catchUps;

    @Autowired
    CatchUpCommands commands;

    @Autowired
    CatchUpOpening opening;

    @Autowired
    CheckRecords checks;

    @Autowired
    Audit audit;

    private Issue issue;
    private Stage stage;

    @BeforeEach
    void enter() {
        flow.startAnew();
        issue = flow.openRelease(FIRST, DEV);
        stage = flow.enterStage(issue, HOTFIX);
    }

    @Test
    @DisplayName("Label alone – leaves nothing out: the stage waits for a releaser, who reads what the policy offers")
    void waitsForAWord() {
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.RELEASE);
        assertThat(current().problem()).contains("row 'hotfix'").contains("'releaser'");
        assertThat(statuses(stage)).containsExactly(Task.Status.NOT_STARTED);
    }

    @Test
    @DisplayName("Releaser with a reason – leaves the stage out, is on record, and owes its target what it lacks")
    void leavesAStageOut() {
        say("releaser", WHY);

        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.AUTOMATIC);
        assertThat(flow.steps().release().confirm(stage.id())).isTrue();
        assertThat(flow.steps().stage().nextWave(stage.id())).isEqualTo(new StageFlow.NextWave(null, false));
        flow.steps().stage().finish(stage.id());
        assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.DONE);
        assertThat(statuses(stage)).containsExactly(Task.Status.SKIPPED);
        assertThat(catchUps.ofStage(stage.id()))
                .allMatch(catchUps::isOwed)
                .extracting(CatchUp::leftOutBy, CatchUp::reason)
                .containsExactly(org.assertj.core.api.Assertions.tuple("releaser", WHY));
        assertThat(audit.isRecorded("stage-left-out", "stage " + stage.id(), Map.of("reason", WHY, "row", "hotfix")))
                .isTrue();
    }

    @Test
    @DisplayName("Creator, another role, no reason, a policy that does not say so – nothing is left out")
    void refusesWhoMayNot() {
        say("developer", WHY);
        assertThat(flow.problem(stage)).contains("developer");
        say("owner", WHY);
        assertThat(flow.problem(stage)).contains("owner");
        say("releaser", " ");
        assertThat(flow.problem(stage)).contains("reason");
        assertThat(statuses(stage)).containsExactly(Task.Status.NOT_STARTED);

        stage = flow.enterStage(flow.openRelease(BOTH, DEV), FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");
        say("releaser", WHY);
        assertThat(flow.problem(stage)).contains("does not let this stage be left out");
        assertThat(catchUps.ofStage(stage.id())).isEmpty();
    }

    @Test
    @DisplayName("Later stage of the same row – follows the word; one of another row waits for its own")
    void followsTheWordWhereTheSameRowSaysSo() {
        issue = flow.openRelease(BOTH, DEV + ", staging-1/orders_staging, prod-1/orders_prod");
        stage = flow.enterStage(issue, HOTFIX);
        say("releaser", WHY);
        flow.steps().stage().finish(stage.id());

        Stage staging = flow.enterStage(issue, HOTFIX);
        assertThat(statuses(staging)).containsExactly(Task.Status.SKIPPED);
        assertThat(catchUps.ofStage(staging.id())).hasSize(1);
        flow.steps().stage().finish(staging.id());

        Stage prod = flow.enterStage(
                issue,
                new Policy(
                        "free", List.of(), "other", true, 0, 0, null, true, true, "releaser", Policy.Patience.ENDLESS));
        assertThat(flow.nextDecision(prod)).isEqualTo(StageFlow.Decision.RELEASE);
        assertThat(statuses(prod)).containsExactly(Task.Status.NOT_STARTED);
    }

    @Test
    @DisplayName("Later release – is an ERROR there, and no override starts it")
    void refusesALaterReleaseInSpiteOfAnOverride() {
        say("releaser", WHY);
        flow.steps().stage().finish(stage.id());
        Issue later = flow.openRelease(BOTH, DEV);
        assertThat(checks.findings(later.plan(), stage.environment(), 10))
                .filteredOn(found -> found.code().equals("catch-up-missing"))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.level()).isEqualTo("ERROR");
                    assertThat(found.help()).contains("slipway catchup");
                });

        Stage refused = flow.enterStage(later, FlowByHand.AUTOMATIC);
        assertThat(flow.steps().release().confirm(refused.id())).isFalse();
        flow.releaseOn(refused, "releaser", new StageRelease.Terms(null, "we know"));
        assertThat(flow.steps().release().confirm(refused.id())).isFalse();

        assertThat(flow.steps().stages().findById(refused.id()).orElseThrow().problem())
                .contains("was left out on 'dev-1/orders_dev'");
        assertThat(statuses(refused)).containsExactly(Task.Status.CANCELED);
    }

    @Test
    @DisplayName("Later release that is confirmed already – does not start, either")
    void refusesTheStartOfAWave() {
        Issue later = flow.openRelease(Map.of("3__other.sql", "CREATE TABLE other ()"), DEV);
        Stage confirmed = flow.enterStage(later, FlowByHand.AUTOMATIC);
        long wave = flow.enterWave(confirmed);
        say("releaser", WHY);

        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(statuses(confirmed)).containsExactly(Task.Status.CANCELED);
    }

    @Test
    @DisplayName("Catch-up rollout – brings the same release without its label, once, and lets later releases in")
    void catchesUp() {
        say("releaser", WHY);
        var developer = flow.account("developer");

        Issue catchUp = opening.open(developer, issue.id());
        assertThat(opening.open(developer, issue.id()).id()).isEqualTo(catchUp.id());
        assertThat(catchUp.labels()).isEmpty();
        flow.taken(catchUp);
        flow.steps().checking().check(catchUp.plan());
        flow.carry(catchUp);

        assertThat(catchUps.ofStage(stage.id())).noneMatch(catchUps::isOwed);
        flow.carry(flow.openRelease(BOTH, DEV));
        assertThatThrownBy(() -> opening.open(developer, issue.id()))
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.code()).isEqualTo("nothing-to-catch-up"));
    }

    @Test
    @DisplayName("Waiver – a releaser's, with a reason, once; it lets later releases in")
    void waives() {
        say("releaser", WHY);
        Issue later = flow.openRelease(BOTH, DEV);

        assertThatThrownBy(() -> commands.waive(flow.account("developer"), issue.id(), "why not"))
                .isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> commands.waive(flow.account("releaser"), issue.id(), ""))
                .isInstanceOf(RejectedException.class);
        commands.waive(flow.account("releaser"), issue.id(), "dev is rebuilt nightly");
        commands.waive(flow.account("releaser"), issue.id(), "dev is rebuilt nightly");

        assertThat(audit.of(issue.id()).stream().filter(event -> event.startsWith("catch-up-waived")))
                .hasSize(1);
        flow.steps().checking().check(later.plan());
        flow.carry(later);
    }

    @Test
    @DisplayName("Withdrawn before it ran anywhere – owes nothing to anybody")
    void owesNothingForWhatNeverRan() {
        say("releaser", WHY);
        flow.steps().stage().finish(stage.id());
        var withdrawn = flow.issue(issue).asked(Issue.Request.WITHDRAW);
        assertThat(withdrawn.status()).isEqualTo(Issue.Status.OPEN);
        withdraw();

        flow.carry(flow.openRelease(BOTH, DEV));
    }

    @Autowired
    io.slipway.change.IssueCommands issueCommands;

    private void withdraw() {
        issueCommands.withdraw(flow.account("developer"), issue.id());
        assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.CANCELED);
    }

    private void say(String who, String reason) {
        leaveOut.answer(flow.ask(stage), stage.id(), Optional.of(flow.account(who)), reason);
    }

    private Stage current() {
        return flow.steps()
                .stages()
                .findById(Objects.requireNonNull(stage).id())
                .orElseThrow();
    }

    private List<Task.Status> statuses(Stage of) {
        return flow.steps().tasks().ofStage(of.id()).stream().map(Task::status).toList();
    }
}
