package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.change.IssueCommands;
import io.slipway.failure.RejectedException;
import io.slipway.review.Issue;
import io.slipway.review.Outbox;
import io.slipway.rollout.task.Task;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class SchedulesTest {

    private static final String SQL = "CREATE TABLE note (id int PRIMARY KEY)";
    private static final String TARGETS = "prod-1/orders_prod, prod-1/customers_prod";
    private static final Policy ONE_BY_ONE =
            new Policy("production", List.of("approver"), "production", false, 1, 0, null, false, false);

    @Autowired
    FlowByHand flow;

    @Autowired
    IssueCommands commands;

    @Autowired
    Outbox outbox;

    @Autowired
    Waves waves;

    @Autowired
    SettableClock clock;

    private Issue issue;
    private Stage stage;
    private Instant tonight;

    @BeforeEach
    void approve() {
        flow.startAnew();
        issue = flow.open(SQL, TARGETS);
        stage = flow.enterStage(issue, ONE_BY_ONE);
        flow.approve(stage, "approver");
        tonight = clock.instant().plus(Duration.ofHours(3));
    }

    @Test
    void locksFromTheReleaseOnAndNamesTheStart() {
        flow.release(stage, "releaser", tonight);

        assertThatThrownBy(() -> commands.edit(flow.account("developer"), issue.id(), "SELECT 1"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("is scheduled for '" + tonight + "'");
        assertThat(standing()).extracting(Schedules.Schedule::startsAt).containsExactly(tonight, tonight);
    }

    @Test
    void isCancelledBeforeTheProcessHasComeByAndThenNotConfirmed() {
        flow.release(stage, "releaser", tonight);

        cancel(standing().getFirst());

        assertThat(standing()).isEmpty();
        assertThat(flow.steps().release().confirm(stage.id())).isFalse();
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.RELEASE);
        assertThat(wakeups()).isEmpty();
    }

    @Test
    void cancelsAllWavesOfAStageAndWakesTheProcessThatWaits() {
        flow.release(stage, "releaser", tonight);
        long wave = flow.enterWave(stage);
        var awaited = Objects.requireNonNull(flow.steps().wave().open(wave));

        cancel(standing().getLast());

        assertThat(wakeups()).containsExactly(awaited.id().toString());
        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(wakeups()).isEmpty();
        assertThat(flow.steps().tasks().ofStage(stage.id()))
                .extracting(Task::status)
                .containsOnly(Task.Status.CANCELED);
    }

    @Test
    void movesWhatStartsTogetherTogetherAndTellsTheLoser() {
        flow.release(stage, "releaser", tonight);
        long wave = flow.enterWave(stage);
        var awaited = Objects.requireNonNull(flow.steps().wave().open(wave));
        Instant later = tonight.plus(Duration.ofHours(1));

        move(awaited, later);

        assertThat(standing()).extracting(Schedules.Schedule::startsAt).containsExactly(later, later);
        assertThat(wakeups()).containsExactly(awaited.id().toString());
        assertThatThrownBy(() -> move(awaited, tonight))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("is REPLACED already");
        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.WAITING);
    }

    @Test
    void waitsInPlaceWhenTheEnginesTimerIsEarly() {
        flow.release(stage, "releaser", tonight);
        long wave = flow.enterWave(stage);
        flow.steps().wave().open(wave);
        clock.set(tonight.minus(Duration.ofSeconds(5)));

        assertThatThrownBy(() -> flow.steps().wave().start(wave)).isInstanceOf(WaveFlow.EarlyTimerException.class);
        clock.set(tonight);

        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.STARTED);
    }

    @Test
    void startsTheEarliestWaveFirst() {
        flow.release(stage, "releaser", tonight);
        long first = flow.enterWave(stage);
        flow.steps().wave().open(first);
        var second = waves.ofStage(stage.id()).getLast();
        clock.set(tonight);
        waves.startAt(first, tonight.plus(Duration.ofHours(1)));

        assertThat(flow.steps().wave().start(first).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(waves.next(stage.id())).map(Waves.Wave::id).contains(second.id());
        assertThat(flow.steps().wave().start(second.id()).start()).isEqualTo(WaveFlow.Start.STARTED);
    }

    @Test
    void isNotLateWhenItWaitedForTheWaveBefore() {
        flow.release(stage, "releaser", tonight);
        long first = flow.enterWave(stage);
        clock.set(tonight);
        var batches = flow.steps().wave().start(first).batches();
        clock.advance(Duration.ofHours(2));
        flow.run(first, batches);
        flow.steps().wave().assess(first);

        long second = flow.enterWave(stage);

        assertThat(flow.steps().wave().start(second).start()).isEqualTo(WaveFlow.Start.STARTED);
    }

    @Test
    void isMissedWhenNobodyWatched() {
        flow.release(stage, "releaser", tonight);
        long first = flow.enterWave(stage);
        clock.set(tonight.plus(Duration.ofHours(2)));

        assertThat(flow.steps().wave().start(first).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(flow.problem(stage)).isEmpty();
        assertThat(standing()).isEmpty();
    }

    private List<Schedules.Schedule> standing() {
        return flow.steps().schedules().ofStage(stage.id());
    }

    private void cancel(Schedules.Schedule schedule) {
        flow.steps().waveAnswers().cancel(schedule.id(), flow.account("releaser"), "not tonight");
    }

    private void move(Schedules.Schedule schedule, Instant to) {
        flow.steps().waveAnswers().reschedule(schedule.id(), flow.account("releaser"), to, "later");
    }

    private List<String> wakeups() {
        return outbox.due(0).stream()
                .filter(wakeup -> wakeup.message().equals(WaveFlow.SCHEDULE_CHANGED))
                .map(Outbox.Wakeup::correlationKey)
                .toList();
    }
}
