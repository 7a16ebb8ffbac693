package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.slipway.change.IssueCommands;
import io.slipway.failure.RejectedException;
import io.slipway.review.Audit;
import io.slipway.review.Issue;
import io.slipway.rollout.condition.ConditionCommands;
import io.slipway.rollout.condition.ConditionCommands.Named;
import io.slipway.rollout.condition.StartCondition;
import io.slipway.rollout.condition.StartConditions;
import io.slipway.rollout.task.Task;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** What a start waits for: other issues that must be done, and gates that somebody outside opens. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class StartConditionsTest {

    private static final Instant MORNING = Instant.parse("2026-03-02T10:00:00Z");
    private static final String TARGET = "prod-1/orders_prod";
    private static final String SQL = "CREATE TABLE note (id int PRIMARY KEY)";
    private static final Policy RELEASED = new Policy("free", List.of(), "free", false, 0, 0, null, true, false);

    @Autowired
    FlowByHand flow;

    @Autowired
    ConditionCommands commands;

    @Autowired
    StartConditions conditions;

    @Autowired
    IssueCommands issueCommands;

    @Autowired
    Audit audit;

    @Autowired
    SettableClock clock;

    private Issue first;
    private Issue issue;
    private Stage stage;

    @BeforeEach
    void enter() {
        clock.set(MORNING);
        flow.startAnew();
        first = flow.openChecked("CREATE TABLE before_note (id int PRIMARY KEY)", TARGET);
        issue = flow.openChecked(SQL, TARGET);
        stage = flow.enterStage(issue, RELEASED);
    }

    @Test
    @DisplayName("Form – an issue that is not done sends the release back with its name; done, it starts")
    void waitsForAnIssue() {
        release(null, after(first));

        assertThat(flow.steps().release().confirm(stage.id())).isFalse();
        assertThat(current().problem())
                .contains("'projects/shop/issues/%d' must be done first".formatted(first.number()))
                .contains("slipway depend --drop");
        assertThat(statuses()).containsExactly(Task.Status.CANCELED);

        finish(first);
        release(null, Named.NOTHING);
        long wave = flow.enterWave(stage);
        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.STARTED);
    }

    @Test
    @DisplayName("Scheduled start – may wait for what can still come, and asks again when its time is there")
    void asksAgainAtTheStart() {
        Instant later = MORNING.plus(Duration.ofHours(2));
        release(later, after(first));
        long wave = flow.enterWave(stage);
        clock.set(later);

        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(current().problem()).contains("must be done first");
        assertThat(statuses()).containsExactly(Task.Status.CANCELED);
    }

    @Test
    @DisplayName(
            "Cancelled dependency – goes back to the releaser whenever the start is, until it is dropped with a reason")
    void givesACancelledDependencyBack() {
        commands.dependOn(flow.account("releaser"), stage.id(), after(first));
        issueCommands.withdraw(flow.account("developer"), first.id());
        flow.steps().issue().close(first.id());
        release(MORNING.plus(Duration.ofHours(2)), Named.NOTHING);

        assertThat(flow.steps().release().confirm(stage.id())).isFalse();
        assertThat(current().problem()).contains("was cancelled");

        refused("reason-missing", () -> commands.drop(flow.account("releaser"), stage.id(), after(first), " "));
        commands.drop(flow.account("releaser"), stage.id(), after(first), "not needed");
        commands.drop(flow.account("releaser"), stage.id(), after(first), "not needed");
        assertThat(events("condition-dropped")).hasSize(1);
        release(null, Named.NOTHING);
        assertThat(flow.steps().release().confirm(stage.id())).isTrue();
        refused("dependency-canceled", () -> commands.dependOn(flow.account("releaser"), stage.id(), after(first)));
    }

    @Test
    @DisplayName("Circle – is refused, over others in between too, and leaves nothing behind")
    void refusesCircles() {
        Issue third = flow.openChecked("SELECT 3", TARGET);
        Stage ofFirst = flow.enterStage(first, RELEASED);
        Stage ofThird = flow.enterStage(third, RELEASED);
        var releaser = flow.account("releaser");
        commands.dependOn(releaser, stage.id(), after(first));
        commands.dependOn(releaser, ofFirst.id(), after(third));

        refused("dependency-cycle", () -> commands.dependOn(releaser, ofThird.id(), after(issue)));
        refused("dependency-cycle", () -> commands.dependOn(releaser, stage.id(), after(issue)));
        assertThat(conditions.of(ofThird)).isEmpty();
    }

    @Test
    @DisplayName("Gate – holds the start until a service or a releaser opens it, with a reason, once")
    void waitsForAGate() {
        var gate = new Named(List.of(), List.of("cab-1234"));
        release(null, gate);
        assertThat(flow.steps().release().confirm(stage.id())).isFalse();
        assertThat(current().problem()).contains("The gate 'cab-1234' has not been opened");

        refused("reason-missing", () -> open("ci", ""));
        refused("role-missing", () -> open("approver", "fine"));
        refused("role-missing", () -> open("developer", "fine"));
        refused(
                "unknown-condition",
                () -> commands.open(flow.account("ci"), stage.id(), "cab-1235", "Change board said yes."));
        open("ci", "Change board said yes.");
        open("ci", "Change board said yes.");
        refused("gate-open", () -> open("releaser", "me too"));

        assertThat(events("gate-opened")).containsExactly("gate-opened ci stage " + stage.id());
        assertThat(conditions.of(current()))
                .extracting(StartCondition::state, StartCondition::openedBy, StartCondition::openedReason)
                .containsExactly(tuple("OPENED", "ci", "Change board said yes."));
        release(null, Named.NOTHING);
        assertThat(flow.steps().release().confirm(stage.id())).isTrue();
    }

    @Test
    @DisplayName("Policy – starts nothing by itself that waits for something: it goes to a releaser")
    void holdsWhatStartsByItself() {
        Issue automatic = flow.openChecked("SELECT 1", TARGET);
        stage = flow.enterStage(automatic, FlowByHand.AUTOMATIC);
        commands.dependOn(flow.account("releaser"), stage.id(), after(first));

        assertThat(flow.steps().release().confirm(stage.id())).isFalse();
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.RELEASE);
    }

    @Test
    @DisplayName("Edit – takes no dependency away")
    void outlivesAnEdit() {
        commands.dependOn(flow.account("releaser"), stage.id(), after(first));
        issueCommands.edit(flow.account("developer"), issue.id(), SQL + " ");

        Stage anew = flow.steps().stages().ofIssue(issue.id()).getFirst();
        assertThat(anew.id()).isNotEqualTo(stage.id());
        assertThat(conditions.of(anew)).extracting(StartCondition::isMet).containsExactly(false);
        refused("stage-over", () -> commands.dependOn(flow.account("releaser"), stage.id(), after(first)));
    }

    @Test
    @DisplayName(
            "Names – only a releaser gives them, of issues that there are and gates that can be named; twice is once")
    void refusesWhatCannotBeNamed() {
        var releaser = flow.account("releaser");
        refused("role-missing", () -> commands.dependOn(flow.account("developer"), stage.id(), after(first)));
        refused("unknown-issue", () -> commands.dependOn(releaser, stage.id(), issues("99")));
        refused("dependency-invalid", () -> commands.dependOn(releaser, stage.id(), issues("the other one")));
        refused("condition-missing", () -> commands.dependOn(releaser, stage.id(), Named.NOTHING));
        refused(
                "gate-name-invalid",
                () -> commands.dependOn(releaser, stage.id(), new Named(List.of(), List.of("a/b"))));

        commands.dependOn(releaser, stage.id(), issues("projects/shop/issues/" + first.number()));
        commands.dependOn(releaser, stage.id(), issues("#" + first.number()));
        assertThat(conditions.of(stage)).hasSize(1);
        assertThat(events("condition-named")).hasSize(1);
    }

    private void finish(Issue of) {
        flow.carry(of);
        flow.steps()
                .stages()
                .ofIssue(of.id())
                .forEach(done -> flow.steps().stage().finish(done.id()));
        flow.steps().issue().close(of.id());
        assertThat(flow.issue(of).status()).isEqualTo(Issue.Status.DONE);
    }

    private void release(@Nullable Instant at, Named named) {
        flow.releaseOn(stage, "releaser", new StageRelease.Terms(at, "UTC", null, List.of(), named));
    }

    private void open(String who, String reason) {
        commands.open(flow.account(who), stage.id(), "cab-1234", reason);
    }

    private static Named after(Issue awaited) {
        return issues(String.valueOf(awaited.number()));
    }

    private static Named issues(String... names) {
        return new Named(List.of(names), List.of());
    }

    private static void refused(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private List<String> events(String event) {
        return audit.of(issue.id()).stream().filter(it -> it.startsWith(event)).toList();
    }

    private Stage current() {
        return flow.steps().stages().findById(stage.id()).orElseThrow();
    }

    private List<Task.Status> statuses() {
        return flow.steps().tasks().ofStage(stage.id()).stream()
                .map(Task::status)
                .toList();
    }
}
