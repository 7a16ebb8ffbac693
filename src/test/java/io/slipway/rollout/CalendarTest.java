package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.calendar.Freeze;
import io.slipway.calendar.Freezes;
import io.slipway.calendar.MaintenanceWindow;
import io.slipway.calendar.MaintenanceWindows;
import io.slipway.failure.RejectedException;
import io.slipway.rollout.task.Task;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When a rollout may start: in the sample's window from 22:00 to 04:00 in Berlin, and in no freeze. The clock stands at 11:00 there. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class CalendarTest {

    private static final String TARGETS = "prod-1/orders_prod, prod-1/customers_prod";
    private static final Instant TONIGHT = Instant.parse("2026-03-02T21:00:00Z");
    private static final Instant TOMORROW = Instant.parse("2026-03-03T21:00:00Z");

    @Autowired
    FlowByHand flow;

    @Autowired
    StageStart start;

    @Autowired
    Freezes freezes;

    @Autowired
    MaintenanceWindows windows;

    @Autowired
    Waves waves;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    @BeforeEach
    void startAnew() {
        clock.set(Instant.parse("2026-03-02T10:00:00Z"));
        flow.startAnew();
    }

    @Test
    void startsAtOnceInAnOpenWindowAndElseAtTheNextOne() {
        Stage stage = approved("night");

        assertThat(start.earliest(stage, clock.instant())).isEqualTo(TONIGHT);
        assertThat(start.earliest(stage, TONIGHT.plusSeconds(1))).isEqualTo(TONIGHT.plusSeconds(1));
        assertThat(start.earliest(stage, Instant.parse("2026-03-03T03:00:00Z"))).isEqualTo(TOMORROW);
        assertThat(start.earliest(approved(null), clock.instant())).isEqualTo(clock.instant());
    }

    @Test
    void startsAfterAFreezeAndThenInTheWindow() {
        Stage stage = approved("night");
        freeze(TONIGHT, TONIGHT.plus(Duration.ofHours(7)));

        assertThat(start.earliest(stage, clock.instant())).isEqualTo(TOMORROW);
        assertThat(start.earliest(approved(null), TONIGHT)).isEqualTo(TONIGHT.plus(Duration.ofHours(7)));
    }

    @Test
    void startsInsideTheWindowWhereAFreezeEndsInIt() {
        Stage stage = approved("night");
        freeze(TONIGHT.minusSeconds(60), TONIGHT.plusSeconds(60));

        assertThat(start.earliest(stage, clock.instant())).isEqualTo(TONIGHT.plusSeconds(60));
    }

    @Test
    void isHeldByAFreezeOfOneOfItsDatabases() {
        Stage stage = approved(null);
        freezes.save(new Freeze(0, "us", clock.instant(), TONIGHT, null, null, Map.of("region", "us"), "elections"));

        assertThat(start.earliest(stage, clock.instant())).isEqualTo(TONIGHT);
    }

    @Test
    void isFreeWhereTheFreezeIsOfAnotherEnvironment() {
        long dev = jdbc.sql("SELECT id FROM environment WHERE name = 'dev'")
                .query(Long.class)
                .single();
        freezes.save(new Freeze(0, "dev", clock.instant(), TONIGHT, dev, null, Map.of(), "a demo"));

        assertThat(start.earliest(approved(null), clock.instant())).isEqualTo(clock.instant());
    }

    @Test
    void goesBackToTheReleaserWhereFreezesLeaveNoStart() {
        Stage stage = approved("night");
        freezeEveryNight();

        assertThatThrownBy(() -> start.earliest(stage, clock.instant()))
                .isInstanceOf(RejectedException.class)
                .extracting("code")
                .isEqualTo("no-start-in-sight");
        flow.release(stage, "releaser", null);
        assertThat(flow.steps().release().confirm(stage.id())).isFalse();
        assertThat(flow.steps().schedules().ofStage(stage.id())).isEmpty();
        assertThat(problemOf(stage)).contains("Freezes leave no start in the maintenance window");
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.RELEASE);
    }

    @Test
    void goesBackToTheReleaserWhereThePolicyNamesAWindowThatThereIsNot() {
        Stage stage = approved("siesta");
        flow.release(stage, "releaser", null);

        assertThat(flow.steps().release().confirm(stage.id())).isFalse();
        assertThat(problemOf(stage)).contains("the maintenance window 'siesta', which there is not");
    }

    @Test
    void movesAReleaseAtOnceToTheWindow() {
        Stage stage = approved("night");
        flow.release(stage, "releaser", null);

        long wave = flow.enterWave(stage);

        assertThat(flow.steps().wave().open(wave))
                .extracting(schedule -> Objects.requireNonNull(schedule).startsAt())
                .isEqualTo(TONIGHT);
        assertThatThrownBy(() -> flow.steps().wave().start(wave)).isInstanceOf(WaveFlow.EarlyTimerException.class);
        clock.set(TONIGHT);
        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.STARTED);
    }

    @Test
    void waitsForTheEndOfAFreezeThatIsDeclaredWhileItIsScheduled() {
        Stage stage = approved(null);
        flow.release(stage, "releaser", TONIGHT);
        long wave = flow.enterWave(stage);
        var before = flow.steps().schedules().standing(wave).orElseThrow();
        freeze(TONIGHT.minusSeconds(60), TOMORROW);
        clock.set(TONIGHT);

        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.WAITING);

        var after = flow.steps().schedules().standing(wave).orElseThrow();
        assertThat(after.id()).isNotEqualTo(before.id());
        assertThat(after.startsAt()).isEqualTo(TOMORROW);
        assertThat(flow.steps().tasks().ofStage(stage.id()))
                .extracting(Task::status)
                .containsOnly(Task.Status.PENDING);
        clock.set(TOMORROW);
        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.STARTED);
    }

    @Test
    void isGivenBackWhenFreezesDeclaredMeanwhileLeaveNoStart() {
        Stage stage = approved("night");
        flow.release(stage, "releaser", TONIGHT);
        long wave = flow.enterWave(stage);
        freezeEveryNight();
        clock.set(TONIGHT);

        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(problemOf(stage)).contains("Freezes leave no start");
    }

    @Test
    void waitsForTheNextWindowWhenItsOwnClosesBetweenTwoDatabases() {
        Stage stage = started(TONIGHT);
        long wave = waves.next(stage.id()).orElseThrow().id();
        var batches = flow.steps().wave().start(wave).batches();

        runOne(batches, wave, () -> clock.set(Instant.parse("2026-03-03T03:00:00Z")));

        assertThat(statuses(stage)).containsExactly(Task.Status.DONE, Task.Status.PENDING);
        assertThat(flow.steps().wave().assess(wave).assessment()).isEqualTo(WaveFlow.Assessment.WAITING);
        assertContinues(stage, wave, TOMORROW);
    }

    @Test
    void waitsForTheEndOfAFreezeThatIsDeclaredBetweenTwoDatabases() {
        Stage stage = started(TONIGHT);
        long wave = waves.next(stage.id()).orElseThrow().id();
        var batches = flow.steps().wave().start(wave).batches();
        Instant thaw = TONIGHT.plus(Duration.ofHours(2));

        runOne(batches, wave, () -> freeze(TONIGHT, thaw));

        assertThat(statuses(stage)).containsExactly(Task.Status.DONE, Task.Status.PENDING);
        assertContinues(stage, wave, thaw);
    }

    @Test
    void isGivenBackWhenNoStartIsLeftBetweenTwoDatabases() {
        Stage stage = started(TONIGHT);
        long wave = waves.next(stage.id()).orElseThrow().id();
        var batches = flow.steps().wave().start(wave).batches();

        runOne(batches, wave, this::freezeEveryNight);
        flow.run(wave, batches);

        assertThat(statuses(stage)).containsExactly(Task.Status.DONE, Task.Status.PENDING);
        assertThat(flow.steps().wave().assess(wave).assessment()).isEqualTo(WaveFlow.Assessment.WAITING);
        assertThat(waves.next(stage.id())).map(Waves.Wave::id).contains(wave);
        assertThat(flow.steps().wave().open(wave)).isNull();
        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(statuses(stage)).containsExactly(Task.Status.DONE, Task.Status.CANCELED);
        assertThat(problemOf(stage)).contains("Freezes leave no start");
    }

    @Test
    void opensAtTheSameHourOfTheClockOnBothSidesOfAChangeOfDaylightSaving() {
        Stage stage = approved("night");

        assertThat(start.earliest(stage, Instant.parse("2026-03-28T12:00:00Z"))).isEqualTo("2026-03-28T21:00:00Z");
        assertThat(start.earliest(stage, Instant.parse("2026-03-29T12:00:00Z"))).isEqualTo("2026-03-29T20:00:00Z");
        assertThat(start.earliest(stage, Instant.parse("2026-03-29T02:30:00Z"))).isEqualTo("2026-03-29T20:00:00Z");
        assertThat(start.earliest(stage, Instant.parse("2026-10-25T02:59:00Z"))).isEqualTo("2026-10-25T02:59:00Z");
        assertThat(start.earliest(stage, Instant.parse("2026-10-25T12:00:00Z"))).isEqualTo("2026-10-25T21:00:00Z");
    }

    @Test
    void startsAfterTheHourThatAChangeOfDaylightSavingSkips() {
        windows.save(new MaintenanceWindow(
                0, "gap", ZoneId.of("Europe/Berlin"), Arrays.asList(DayOfWeek.values()), LocalTime.of(2, 30), 60));
        Stage stage = approved("gap");
        clock.set(Instant.parse("2026-03-28T23:00:00Z"));
        flow.release(stage, "releaser", null);

        long wave = flow.enterWave(stage);

        assertThat(waves.byId(wave).startsAt()).isEqualTo("2026-03-29T01:00:00Z");
        clock.set(Instant.parse("2026-03-29T01:00:00Z"));
        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.STARTED);
    }

    @Test
    void isLateAnHourAfterItsTimeAndNotBefore() {
        Stage stage = approved(null);
        flow.release(stage, "releaser", TONIGHT);
        long wave = flow.enterWave(stage);
        clock.set(TONIGHT.plus(Duration.ofHours(1)));
        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.STARTED);

        Stage other = approved(null);
        flow.release(other, "releaser", TOMORROW);
        long late = flow.enterWave(other);
        clock.set(TOMORROW.plus(Duration.ofHours(1)).plusSeconds(1));
        assertThat(flow.steps().wave().start(late).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(problemOf(other))
                .contains("was missed by more than 60 minutes")
                .contains("Release it again");
    }

    @Test
    void isInTimeAsLongAsItsWindowIsOpen() {
        Stage stage = approved("night");
        flow.release(stage, "releaser", TONIGHT);
        long wave = flow.enterWave(stage);
        clock.set(TONIGHT.plus(Duration.ofHours(5)));
        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.STARTED);

        Stage other = approved("night");
        flow.release(other, "releaser", TOMORROW);
        long late = flow.enterWave(other);
        clock.set(TOMORROW.plus(Duration.ofHours(24)));
        assertThat(flow.steps().wave().start(late).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(problemOf(other)).contains("was missed");
    }

    private void assertContinues(Stage stage, long wave, Instant at) {
        assertThat(waves.next(stage.id())).map(Waves.Wave::id).contains(wave);
        assertThat(Objects.requireNonNull(flow.steps().wave().open(wave)).startsAt())
                .isEqualTo(at);
        assertThatThrownBy(() -> flow.steps().wave().start(wave)).isInstanceOf(WaveFlow.EarlyTimerException.class);
        clock.set(at);
        var again = flow.steps().wave().start(wave);
        assertThat(again.start()).isEqualTo(WaveFlow.Start.STARTED);
        flow.run(wave, again.batches());
        assertThat(statuses(stage)).containsOnly(Task.Status.DONE);
    }

    /** Run the first database alone; something happens before the others are claimed. */
    private void runOne(List<String> batches, long wave, Runnable meanwhile) {
        flow.run(wave, batches.subList(0, 1));
        meanwhile.run();
        flow.run(wave, batches.subList(1, batches.size()));
    }

    private List<Task.Status> statuses(Stage stage) {
        return flow.steps().tasks().ofStage(stage.id()).stream()
                .map(Task::status)
                .toList();
    }

    private Stage approved(@Nullable String window) {
        var policy = new Policy("production", List.of("approver"), "production", false, 0, 0, window, false, false);
        Stage stage = flow.enterStage(flow.openChecked("SELECT 1", TARGETS), policy);
        flow.approve(stage, "approver");
        return stage(stage.id());
    }

    private Stage stage(long id) {
        return flow.steps().stages().findById(id).orElseThrow();
    }

    private Stage started(Instant at) {
        Stage stage = approved("night");
        flow.release(stage, "releaser", at);
        flow.enterWave(stage);
        clock.set(at);
        return stage;
    }

    private void freeze(Instant from, Instant to) {
        freezes.save(new Freeze(0, "freeze", from, to, null, null, Map.of(), "because"));
    }

    /** A window that never opens again, as far as Slipway looks ahead. */
    private void freezeEveryNight() {
        freezes.saveAll(IntStream.range(-1, 420)
                .mapToObj(night -> new Freeze(
                        0,
                        "night-" + night,
                        TONIGHT.plus(Duration.ofDays(night)).minus(Duration.ofHours(2)),
                        TONIGHT.plus(Duration.ofDays(night)).plus(Duration.ofHours(8)),
                        null,
                        null,
                        Map.of(),
                        "because"))
                .toList());
    }

    private String problemOf(Stage stage) {
        return stage(stage.id()).problem();
    }
}
