package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.calendar.Freeze;
import io.slipway.calendar.Freezes;
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
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An owner lets one stage of one issue start in spite of a freeze; everything else stays frozen. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class FreezeOverrideTest {

    private static final String TARGETS = "prod-1/orders_prod, prod-1/customers_prod";
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant THAW = NOW.plus(Duration.ofDays(2));

    @Autowired
    FlowByHand flow;

    @Autowired
    FreezeCommands commands;

    @Autowired
    IssueCommands issueCommands;

    @Autowired
    StageStart start;

    @Autowired
    Freezes freezes;

    @Autowired
    Waves waves;

    @Autowired
    Outbox outbox;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    @BeforeEach
    void startAnew() {
        clock.set(NOW);
        flow.startAnew();
        freeze("trade", NOW.minusSeconds(60), THAW);
    }

    @Test
    void startsAtOnceWhatWasPutOff() {
        Stage stage = approved();
        flow.release(stage, "releaser", null);
        long wave = flow.enterWave(stage);
        var awaited = Objects.requireNonNull(flow.steps().wave().open(wave));
        assertThat(awaited.startsAt()).isEqualTo(THAW);

        override(stage, "trade");

        assertThat(outbox.due(0))
                .filteredOn(it -> it.message().equals(WaveFlow.SCHEDULE_CHANGED))
                .extracting(Outbox.Wakeup::correlationKey)
                .containsExactly(awaited.id().toString());
        var started = flow.steps().wave().start(wave);
        assertThat(started.start()).isEqualTo(WaveFlow.Start.STARTED);
        flow.run(wave, started.batches());
        assertThat(flow.steps().tasks().countOfWave(wave)).containsOnlyKeys(Task.Status.DONE);
    }

    @Test
    void keepsTheTimeThatTheReleaserWanted() {
        Stage stage = approved();
        flow.release(stage, "releaser", NOW.plus(Duration.ofHours(3)));
        long wave = flow.enterWave(stage);
        assertThat(waves.byId(wave).startsAt()).isEqualTo(THAW);

        override(stage, "trade");

        assertThat(waves.byId(wave).startsAt()).isEqualTo(NOW.plus(Duration.ofHours(3)));
    }

    @Test
    void isHeldUpByAFreezeThatIsDeclaredOrChangedLater() {
        Stage stage = approved();
        override(stage, "trade");
        assertThat(start.earliest(stage, NOW)).isEqualTo(NOW);
        freeze("incident", NOW, NOW.plusSeconds(600));
        assertThat(start.earliest(stage, NOW)).isEqualTo(NOW.plusSeconds(600));
        freezes.deleteAll();
        freeze("trade", NOW.minusSeconds(60), THAW);

        assertThat(start.earliest(stage, NOW))
                .as("another one of the same name")
                .isEqualTo(THAW);
    }

    @Test
    void isHeldUpAgainOnceTheFreezeIsExtended() {
        Stage stage = approved();
        override(stage, "trade");
        jdbc.sql("UPDATE change_freeze SET ends_at = ends_at + interval '1 day'")
                .update();

        assertThat(start.earliest(stage, NOW)).isEqualTo(THAW.plus(Duration.ofDays(1)));
        override(stage, "trade");
        assertThat(start.earliest(stage, NOW)).isEqualTo(NOW);
    }

    @Test
    void leavesEveryOtherStageFrozen() {
        Stage stage = approved();
        Stage other = approved();

        override(stage, "trade");

        assertThat(start.earliest(stage, NOW)).isEqualTo(NOW);
        assertThat(start.earliest(other, NOW)).isEqualTo(THAW);
    }

    @Test
    void isAskedAgainForEachDatabase() {
        Stage stage = approved();
        override(stage, "trade");
        flow.release(stage, "releaser", null);
        long wave = flow.enterWave(stage);
        var batches = flow.steps().wave().start(wave).batches();
        flow.run(wave, batches.subList(0, 1));
        freeze("incident", NOW, NOW.plusSeconds(600));

        flow.run(wave, batches.subList(1, 2));

        assertThat(flow.steps().tasks().ofStage(stage.id()))
                .extracting(Task::status)
                .containsExactly(Task.Status.DONE, Task.Status.PENDING);
        assertThat(waves.byId(wave).startsAt()).isEqualTo(NOW.plusSeconds(600));
        override(stage, "incident");
        var again = flow.steps().wave().start(wave);
        flow.run(wave, again.batches());
        assertThat(flow.steps().tasks().countOfWave(wave)).containsOnlyKeys(Task.Status.DONE);
    }

    @Test
    void isVoidAfterAnEdit() {
        Issue issue = flow.openChecked("SELECT 1", TARGETS);
        Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        override(stage, "trade");
        issueCommands.edit(flow.account("developer"), issue.id(), "SELECT 2");

        Stage edited = flow.steps().stages().ofIssue(issue.id()).stream()
                .filter(it -> it.environment() == stage.environment())
                .findFirst()
                .orElseThrow();

        assertThat(start.earliest(edited, NOW)).isEqualTo(THAW);
        assertRefused("stage-over", () -> override(stage, "trade"));
    }

    @Test
    void isTheOwnersAlone() {
        Stage stage = approved();

        for (var other : List.of("developer", "approver", "releaser", "ci")) {
            assertThatThrownBy(() -> commands.override(flow.account(other), stage.id(), List.of("trade"), "Now."))
                    .isInstanceOfSatisfying(
                            RejectedException.class, e -> assertThat(e.code()).isEqualTo("role-missing"))
                    .hasMessage("'%s' is no owner of project 'shop'.".formatted(other));
        }
        assertThat(start.earliest(stage, NOW)).isEqualTo(THAW);
    }

    @Test
    void isRefusedWithoutReasonOrFreeze() {
        Stage stage = approved();
        long dev = jdbc.sql("SELECT id FROM environment WHERE name = 'dev'")
                .query(Long.class)
                .single();
        freezes.save(new Freeze(0, "dev", NOW, THAW, dev, null, Map.of(), "a demo"));
        freeze("past", NOW.minusSeconds(60), NOW);

        assertRefused(
                "reason-missing", () -> commands.override(flow.account("owner"), stage.id(), List.of("trade"), " "));
        assertRefused("freezes-missing", () -> override(stage));
        assertRefused("freeze-not-held", () -> override(stage, "nothing"));
        assertRefused("freeze-not-held", () -> override(stage, "dev"));
        assertRefused("freeze-not-held", () -> override(stage, "trade", "past"));
        override(stage, "trade");
        assertRefused("freeze-overridden-already", () -> override(stage, "trade"));
    }

    @Test
    void coversAFreezeThatIsStillToBegin() {
        Stage stage = approved();
        freeze("later", THAW.plusSeconds(1), THAW.plusSeconds(2));

        override(stage, "later");

        assertThat(start.earliest(stage, THAW.plusSeconds(1))).isEqualTo(THAW.plusSeconds(1));
    }

    @Test
    void isOnRecordWithBeforeAndAfter() {
        Stage stage = approved();
        flow.release(stage, "releaser", null);
        flow.enterWave(stage);

        override(stage, "trade");

        assertThat(jdbc.sql("""
                        SELECT actor || ' ' || (facts ->> 'reason') || ' ' || (facts #>> '{freezes,0,freeze}') || ' '
                            || (facts #>> '{before,wave 1}') || ' ' || (facts #>> '{after,wave 1}')
                        FROM audit_event
                        WHERE event = 'freeze-overridden'
                        """).query(String.class).single())
                .isEqualTo("owner Customers cannot pay. trade %s %s".formatted(THAW, NOW));
    }

    private Stage approved() {
        Stage stage = flow.enterStage(flow.openChecked("SELECT 1", TARGETS), FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");
        return flow.steps().stages().findById(stage.id()).orElseThrow();
    }

    private void override(Stage stage, String... names) {
        commands.override(flow.account("owner"), stage.id(), List.of(names), "Customers cannot pay.");
    }

    private void freeze(String name, Instant from, Instant until) {
        freezes.save(new Freeze(0, name, from, until, null, null, Map.of(), "because"));
    }

    private static void assertRefused(String code, Runnable command) {
        assertThatThrownBy(command::run)
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
