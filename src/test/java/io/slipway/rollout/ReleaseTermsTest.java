package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.slipway.failure.RejectedException;
import io.slipway.review.Approval;
import io.slipway.review.Issue;
import io.slipway.review.Outbox;
import io.slipway.rollout.StageRelease.Selection;
import io.slipway.rollout.task.Task;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** On which terms a stage is released: conditions of approvers, starts of selected targets, and what moves or cancels a part of it. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class ReleaseTermsTest {

    private static final String SQL = "CREATE TABLE note (id int PRIMARY KEY)";
    private static final String TARGETS = "prod-1/orders_prod, prod-1/customers_prod";
    private static final Instant MORNING = Instant.parse("2026-03-02T10:00:00Z");
    /** The sample's window 'night' opens at 22:00 in Berlin. */
    private static final Instant TONIGHT = Instant.parse("2026-03-02T21:00:00Z");

    private static final Instant AT_MIDNIGHT = Instant.parse("2026-03-02T23:00:00Z");

    @Autowired
    FlowByHand flow;

    @Autowired
    WaveCommands commands;

    @Autowired
    StageStart start;

    @Autowired
    Waves waves;

    @Autowired
    Outbox outbox;

    @Autowired
    SettableClock clock;

    private Issue issue;
    private Stage stage;

    @BeforeEach
    void open() {
        clock.set(MORNING);
        flow.startAnew();
        issue = flow.openChecked(SQL, TARGETS);
        stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
    }

    @Test
    @DisplayName("Approver – 'only in window' refuses another start, and names the next one that is allowed")
    void keepsTheWindowOfACondition() {
        approveOnlyIn("night");

        flow.release(stage, "releaser", null);
        assertThat(flow.problem(stage))
                .contains("only in the maintenance window 'night'")
                .contains(TONIGHT.toString());

        flow.release(stage, "releaser", AT_MIDNIGHT);
        assertThat(current().status()).isEqualTo(Stage.Status.RELEASED);
        assertThat(flow.steps().release().confirm(stage.id())).isTrue();
    }

    @Test
    @DisplayName("Approver – a window that there is not is refused, and the question stands")
    void refusesAnUnknownWindow() {
        approveOnlyIn("nihgt");

        assertThat(flow.problem(stage)).contains("'nihgt', which there is not");
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.APPROVE);
    }

    @Test
    @DisplayName("Approver – conditions hold where the policy starts a stage by itself: it is moved, not refused")
    void movesWhatStartsByItself() {
        stage = flow.enterStage(
                flow.openChecked(SQL, "prod-1/orders_prod"),
                new Policy("p", List.of("approver"), "p", true, 0, 0, null, true, false));
        approveOnlyIn("night");

        assertThat(flow.steps().release().confirm(stage.id())).isTrue();

        assertThat(waves.ofStage(stage.id())).extracting(Waves.Wave::startsAt).containsExactly(TONIGHT);
    }

    @Test
    @DisplayName("Approver – a reschedule keeps the conditions too")
    void keepsConditionsWhenRescheduled() {
        approveOnlyIn("night");
        flow.release(stage, "releaser", AT_MIDNIGHT);

        assertThatThrownBy(() -> commands.rescheduleStage(
                        stage.id(), flow.account("releaser"), MORNING.plus(Duration.ofDays(1)), ""))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("only in the maintenance window");
        commands.rescheduleStage(stage.id(), flow.account("releaser"), TONIGHT, "earlier");
        assertThat(waves.ofStage(stage.id())).extracting(Waves.Wave::startsAt).containsExactly(TONIGHT);
    }

    @Test
    @DisplayName("Releaser – selected targets become waves with starts of their own, the others start at once")
    void startsSelectionsAtTheirTimes() {
        flow.approve(stage, "approver");
        release(null, new Selection("*/customers_*", TONIGHT));

        assertThat(parts())
                .containsExactly(tuple(null, List.of("orders_prod")), tuple(TONIGHT, List.of("customers_prod")));
        long wave = flow.enterWave(stage);
        flow.run(wave, flow.start(wave).batches());
        flow.steps().wave().assess(wave);
        long later = flow.enterWave(stage);
        assertThat(flow.steps().wave().open(later))
                .extracting(Schedules.Schedule::startsAt)
                .isEqualTo(TONIGHT);
    }

    @Test
    @DisplayName(
            "Releaser – a selection that matches nothing, twice the same or a past time is refused, and nothing starts")
    void refusesWrongSelections() {
        flow.approve(stage, "approver");

        release(null, new Selection("prod-1/order", TONIGHT));
        assertThat(flow.problem(stage)).contains("No target that is to start is called 'prod-1/order'");
        release(null, new Selection("prod-1/orders_prod", TONIGHT), new Selection("prod-1/*", AT_MIDNIGHT));
        assertThat(flow.problem(stage)).contains("has a start by another selection");
        release(null, new Selection("prod-1/orders_prod", MORNING.minusSeconds(1)));
        assertThat(flow.problem(stage)).contains("lies in the past");

        assertThat(flow.steps().tasks().countOfStage(stage.id())).containsOnlyKeys(Task.Status.NOT_STARTED);
    }

    @Test
    @DisplayName("Wave – one is cancelled, the other starts; then the releaser decides on what is left")
    void cancelsOneWave() {
        flow.approve(stage, "approver");
        release(TONIGHT, new Selection("prod-1/customers_prod", AT_MIDNIGHT));
        long first = flow.enterWave(stage);

        commands.cancel(WaveCommands.Part.wave(waveAt(AT_MIDNIGHT)), flow.account("releaser"), "not these");

        clock.set(TONIGHT);
        flow.run(first, flow.start(first).batches());
        flow.steps().wave().assess(first);
        assertThat(flow.steps().stage().nextWave(stage.id())).isEqualTo(new StageFlow.NextWave(null, true));
        assertThat(flow.steps().tasks().countOfStage(stage.id()))
                .containsOnlyKeys(Task.Status.DONE, Task.Status.CANCELED);
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.RELEASE);
    }

    @Test
    @DisplayName("Wave – the one that the process waits for is cancelled: it is woken, and goes on to the next")
    void wakesTheProcessOfACancelledWave() {
        flow.approve(stage, "approver");
        release(TONIGHT, new Selection("prod-1/customers_prod", AT_MIDNIGHT));
        long first = flow.enterWave(stage);
        var awaited = Objects.requireNonNull(flow.steps().wave().open(first));

        commands.cancel(WaveCommands.Part.wave(first), flow.account("releaser"), "");

        assertThat(outbox.isWaiting(
                        WaveFlow.SCHEDULE_CHANGED, List.of(awaited.id().toString())))
                .isTrue();
        assertThat(flow.start(first).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(flow.enterWave(stage)).isEqualTo(waveAt(AT_MIDNIGHT));
    }

    @Test
    @DisplayName("Wave – a new time before the other's makes it the next one")
    void reordersWaves() {
        flow.approve(stage, "approver");
        release(TONIGHT, new Selection("prod-1/customers_prod", AT_MIDNIGHT));
        long first = flow.enterWave(stage);
        long other = waveAt(AT_MIDNIGHT);

        commands.reschedule(
                WaveCommands.Part.wave(other), flow.account("releaser"), TONIGHT.minusSeconds(60), "sooner");

        assertThat(flow.start(first).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(flow.enterWave(stage)).isEqualTo(other);
    }

    @Test
    @DisplayName("Task – one of a wave gets another start and becomes a wave of its own; another is cancelled alone")
    void movesOneTask() {
        flow.approve(stage, "approver");
        flow.release(stage, "releaser", TONIGHT);
        long wave = waveAt(TONIGHT);
        var tasks = flow.steps().tasks().ofStage(stage.id());

        commands.reschedule(part(wave, tasks.getFirst()), flow.account("releaser"), AT_MIDNIGHT, "later");
        assertThat(parts()).extracting(part -> part.toList().getFirst()).containsExactly(TONIGHT, AT_MIDNIGHT);

        commands.cancel(part(wave, tasks.getLast()), flow.account("releaser"), "");
        assertThat(waves.byId(wave).status()).isEqualTo(Waves.Status.CANCELED);
        assertThat(flow.steps().tasks().countOfStage(stage.id()))
                .containsOnlyKeys(Task.Status.PENDING, Task.Status.CANCELED);
        assertThatThrownBy(() -> commands.cancel(part(wave, tasks.getLast()), flow.account("releaser"), ""))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("Nothing is scheduled here");
    }

    @Test
    @DisplayName("Developer – may neither cancel nor move any part")
    void isForReleasersOnly() {
        flow.approve(stage, "approver");
        flow.release(stage, "releaser", TONIGHT);
        var part = WaveCommands.Part.wave(waveAt(TONIGHT));
        var developer = flow.account("developer");

        assertForbidden(() -> commands.cancel(part, developer, ""));
        assertForbidden(() -> commands.reschedule(part, developer, AT_MIDNIGHT, ""));
        assertForbidden(() -> commands.cancelStage(stage.id(), developer, ""));
        assertForbidden(() -> commands.rescheduleStage(stage.id(), developer, AT_MIDNIGHT, ""));
        assertThat(waves.ofStage(stage.id())).extracting(Waves.Wave::startsAt).containsExactly(TONIGHT);
    }

    private static void assertForbidden(org.assertj.core.api.ThrowableAssert.ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOf(RejectedException.class)
                .extracting("reason")
                .isEqualTo(RejectedException.Reason.FORBIDDEN);
    }

    private void approveOnlyIn(String window) {
        flow.steps()
                .answers()
                .approve(
                        flow.ask(stage),
                        stage.id(),
                        Optional.of(flow.account("approver")),
                        () -> new StageAnswers.ApprovalForm(Approval.Decision.APPROVE, "", null, window));
    }

    private void release(@Nullable Instant startAt, Selection... selections) {
        flow.releaseOn(
                stage, "releaser", new StageRelease.Terms(startAt, "Europe/Berlin", null, Arrays.asList(selections)));
    }

    private static WaveCommands.Part part(long wave, Task task) {
        return new WaveCommands.Part(wave, Set.of(task.id()));
    }

    private long waveAt(Instant time) {
        return waves.ofStage(stage.id()).stream()
                .filter(wave -> time.equals(wave.startsAt()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** The waves' starts with the names of their databases. */
    private List<org.assertj.core.groups.Tuple> parts() {
        return waves.ofStage(stage.id()).stream()
                .map(wave -> tuple(wave.startsAt(), flow.databases(stage, wave.id())))
                .toList();
    }

    private Stage current() {
        return flow.steps().stages().findById(stage.id()).orElseThrow();
    }
}
