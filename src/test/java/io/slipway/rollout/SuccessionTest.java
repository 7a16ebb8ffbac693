package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.change.IssueCommands;
import io.slipway.failure.NotYetException;
import io.slipway.failure.RejectedException;
import io.slipway.release.Release;
import io.slipway.review.Issue;
import io.slipway.review.Outbox;
import io.slipway.rollout.StageFlow.Decision;
import io.slipway.rollout.condition.EarlierChanges;
import io.slipway.rollout.task.Task;
import io.slipway.rollout.task.TaskRunner;
import io.slipway.testing.SlipwayTest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One change after another: what a new issue means for the open ones, and whose turn it is. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class SuccessionTest {

    private static final String DEV = "dev-1/orders_dev";
    private static final String PROD = "prod-1/orders_prod";
    private static final String BOTH = DEV + ", " + PROD;

    @Autowired
    FlowByHand flow;

    @Autowired
    IssueCommands commands;

    @Autowired
    EarlierChanges earlier;

    @Autowired
    Outbox outbox;

    @Autowired
    TaskRunner runner;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void startAnew() {
        flow.startAnew();
    }

    /** Make a release of the first so many files. */
    private Release release(int files) {
        var texts = new LinkedHashMap<String, String>();
        for (int version = 1; version <= files; version++) {
            texts.put("V%d__t.sql".formatted(version), "CREATE TABLE t%d ();".formatted(version));
        }
        return flow.released(null, texts);
    }

    private Issue opened(Release release, String targets) {
        var opened = flow.request(release, targets);
        assertThat(opened.already()).isFalse();
        Issue issue = flow.taken(opened.issue());
        flow.steps().checking().check(issue.plan());
        return issue;
    }

    /** Carry a change through its next stage, to that one's end. */
    private void carry(Issue issue) {
        Stage stage = flow.enterStage(issue, FlowByHand.AUTOMATIC);
        assertThat(flow.nextDecision(stage)).isEqualTo(Decision.AUTOMATIC);
        long wave = flow.enterWave(stage);
        flow.run(wave, flow.start(wave).batches());
        flow.steps().stage().finish(stage.id());
    }

    private Issue closed(Issue issue) {
        flow.steps().issue().close(issue.id());
        return flow.issue(issue);
    }

    private boolean woken(UUID ask) {
        return outbox.isWaiting(StageFlow.CHANGE_PROMOTED, ask.toString());
    }

    @Test
    @DisplayName(
            "The same release for the same targets – is the same issue while that is open, and another one afterwards")
    void answersWithWhatIsOpen() {
        Release release = release(1);
        Issue first = opened(release, BOTH);

        var again = flow.request(release, "prod-1/orders_prod,\n  dev-1/orders_dev");
        assertThat(again.already()).isTrue();
        assertThat(again.issue().id()).isEqualTo(first.id());
        assertThat(flow.request(release, DEV).already()).isFalse();

        commands.withdraw(flow.account("developer"), first.id());
        assertThat(flow.request(release, BOTH).already()).isFalse();
    }

    @Test
    @DisplayName("A newer release – supersedes an issue of which nothing has started, with a link on both sides")
    void supersedesWhatHasNotStarted() {
        Issue older = opened(release(1), DEV);
        Stage stage = flow.enterStage(older, FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");

        Issue newer = opened(release(2), BOTH);

        assertThat(closed(older).status()).isEqualTo(Issue.Status.CANCELED);
        assertThat(flow.issue(older).closeReason())
                .isEqualTo("Superseded by issue %d, whose release is newer.".formatted(newer.number()));
        assertThat(jdbc.sql("SELECT facts ->> 'by' FROM audit_event WHERE event = 'issue-superseded'")
                        .query(Integer.class)
                        .list())
                .containsExactly(newer.number());
    }

    @Test
    @DisplayName(
            "A newer release – leaves alone what it does not replace: other files, more targets, a schedule, a start")
    void leavesAloneWhatItDoesNotReplace() {
        Issue wider = opened(release(1), BOTH);
        Issue lacking = opened(flow.released(null, Map.of("V7__other.sql", "CREATE TABLE other ();")), DEV);
        Issue otherTrack = opened(flow.released("billing", Map.of("V1__t.sql", "CREATE TABLE bill ();")), DEV);
        Issue oneOff = flow.openChecked("SELECT 1", DEV);

        opened(release(2), DEV);

        assertThat(java.util.stream.Stream.of(wider, lacking, otherTrack, oneOff)
                        .map(it -> flow.issue(it).request()))
                .containsOnly(Issue.Request.NONE);
    }

    @Test
    @DisplayName("Law 5 – what is scheduled is not superseded, but goes first")
    void leavesAloneWhatIsScheduled() {
        Issue scheduled = opened(release(1), PROD);
        Stage stage = flow.enterStage(scheduled, FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");
        flow.release(stage, "releaser", Instant.now().plusSeconds(86_400));

        Issue newer = opened(release(2), PROD);

        assertThat(flow.issue(scheduled).request()).isEqualTo(Issue.Request.NONE);
        assertThat(flow.nextDecision(flow.enterStage(newer, FlowByHand.PRODUCTION)))
                .isEqualTo(Decision.HOLD);
    }

    @Test
    @DisplayName(
            "Queue – a stage waits for the same stage of an earlier change, which its problem names, and goes on by itself")
    void waitsForItsTurn() {
        Issue first = opened(release(1), BOTH);
        carry(first);
        Stage firstProd = flow.enterStage(first, FlowByHand.AUTOMATIC);

        Issue second = opened(release(2), BOTH);
        carry(second);
        Stage secondProd = flow.enterStage(second, FlowByHand.AUTOMATIC);
        assertThat(flow.nextDecision(secondProd)).isEqualTo(Decision.HOLD);
        UUID ask = flow.ask(secondProd);
        assertThat(flow.problem(secondProd))
                .isEqualTo("Issue %d must be done with this stage first: withdraw what is not wanted any more."
                        .formatted(first.number()));
        assertThatThrownBy(() -> flow.steps().promotion().promote(secondProd.id(), flow.account("releaser")))
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.code()).isEqualTo("change-queued"));

        long wave = flow.enterWave(firstProd);
        flow.run(wave, flow.start(wave).batches());
        assertThat(woken(ask)).isFalse();
        flow.steps().stage().finish(firstProd.id());

        assertThat(woken(ask)).isTrue();
        assertThat(flow.nextDecision(secondProd)).isEqualTo(Decision.AUTOMATIC);
        assertThat(woken(ask)).isFalse();
    }

    @Test
    @DisplayName("Queue – the end of an earlier change that was given up lets the next one go on")
    void goesOnAfterAWithdrawal() {
        Issue first = opened(release(1), BOTH);
        carry(first);
        Issue second = opened(release(2), BOTH);
        carry(second);
        Stage prod = flow.enterStage(second, FlowByHand.AUTOMATIC);
        UUID ask = flow.ask(prod);

        commands.withdraw(flow.account("developer"), first.id());
        assertThat(woken(ask)).isFalse();
        closed(first);

        assertThat(woken(ask)).isTrue();
        assertThat(flow.nextDecision(prod)).isEqualTo(Decision.AUTOMATIC);
    }

    @Test
    @DisplayName("Queue – a releaser may let a change go ahead, in the task that holds it")
    void isLetAheadByAReleaser() {
        Issue first = opened(release(1), BOTH);
        carry(first);
        Issue second = opened(release(2), BOTH);
        carry(second);
        Stage prod = flow.enterStage(second, FlowByHand.AUTOMATIC);
        UUID ask = flow.ask(prod);

        flow.steps().answers().promote(ask, prod.id(), Optional.of(flow.account("developer")), true, "mine first");
        assertThat(flow.nextDecision(prod)).isEqualTo(Decision.HOLD);
        flow.steps()
                .answers()
                .promote(flow.ask(prod), prod.id(), Optional.of(flow.account("releaser")), true, "a fix for today");

        assertThat(flow.nextDecision(prod)).isEqualTo(Decision.AUTOMATIC);
    }

    @Test
    @DisplayName(
            "Queue – nobody waits for a stage above its target stage, which may never be promoted; a promotion waits for its turn")
    void doesNotWaitForWhatIsHeld() {
        Issue first = opened(release(1), BOTH);
        ceiling(first);
        carry(first);
        Stage held = flow.enterStage(first, FlowByHand.AUTOMATIC);
        assertThat(flow.nextDecision(held)).isEqualTo(Decision.HOLD);
        Issue second = opened(release(2), BOTH);
        ceiling(second);
        carry(second);
        Stage prod = flow.enterStage(second, FlowByHand.AUTOMATIC);
        assertThat(earlier.before(prod)).isEmpty();

        flow.steps().promotion().promote(held.id(), flow.account("releaser"));
        assertThat(earlier.before(prod)).hasSize(1);
        assertThat(flow.problem(prod)).contains("must be done with this stage first");
        flow.steps().promotion().promote(prod.id(), flow.account("releaser"));
        assertThat(flow.nextDecision(prod)).isEqualTo(Decision.HOLD);

        commands.withdraw(flow.account("developer"), first.id());
        closed(first);
        assertThat(flow.nextDecision(prod)).isEqualTo(Decision.AUTOMATIC);
    }

    private void ceiling(Issue issue) {
        jdbc.sql("UPDATE issue SET target_stage = (SELECT id FROM environment WHERE name = 'dev') WHERE id = :id")
                .param("id", issue.id())
                .update();
    }

    @Test
    @DisplayName("Per target one task at a time – the other waits and says for which issue")
    void runsOneTaskPerTarget() {
        Issue first = flow.openChecked("SELECT 1", DEV);
        Issue second = flow.openChecked("SELECT 2", DEV);
        long busy = flow.enterWave(flow.enterStage(first, FlowByHand.AUTOMATIC));
        flow.start(busy);
        jdbc.sql("UPDATE task SET status = 'RUNNING', epoch = 1 WHERE wave = :wave")
                .param("wave", busy)
                .update();
        Stage stage = flow.enterStage(second, FlowByHand.AUTOMATIC);
        long wave = flow.enterWave(stage);
        var batches = flow.start(wave).batches();

        assertThatThrownBy(() -> flow.run(wave, batches))
                .isInstanceOf(NotYetException.class)
                .hasMessageContaining("issue %d".formatted(first.number()));
        var waiting = flow.steps().list().page(stage.id(), 0, 10).getFirst();
        assertThat(waiting.status()).isEqualTo(Task.Status.PENDING);
        assertThat(waiting.waitsFor()).isEqualTo("projects/shop/issues/" + first.number());

        jdbc.sql("UPDATE task SET status = 'DONE' WHERE wave = :wave")
                .param("wave", busy)
                .update();
        flow.run(wave, batches);
        assertThat(flow.steps().list().page(stage.id(), 0, 10).getFirst().status())
                .isEqualTo(Task.Status.DONE);
    }
}
