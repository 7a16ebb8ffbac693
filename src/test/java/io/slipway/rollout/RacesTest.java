package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.calendar.Freeze;
import io.slipway.calendar.Freezes;
import io.slipway.change.IssueAnswers;
import io.slipway.change.IssueCommands;
import io.slipway.change.IssueFlow;
import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.review.Approval;
import io.slipway.review.Ask;
import io.slipway.review.Asks;
import io.slipway.review.Issue;
import io.slipway.rollout.task.Task;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets two of what may happen at once happen at once, a hundred times over: one wins, the other is told, and neither waits for ever. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class RacesTest {

    private static final int ROUNDS = 100;
    private static final String TARGET = "prod-1/orders_prod";
    private static final Duration SOON = Duration.ofMinutes(1);

    @Autowired
    FlowByHand flow;

    @Autowired
    IssueCommands commands;

    @Autowired
    IssueAnswers issueAnswers;

    @Autowired
    Asks asks;

    @Autowired
    Freezes freezes;

    @Autowired
    FreezeCommands freezeCommands;

    @Autowired
    Waves waves;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    @BeforeEach
    void startAnew() {
        flow.startAnew();
        jdbc.sql("""
                INSERT INTO account (name, kind, administrator, emails, created_at)
                SELECT 'releaser2', kind, administrator, '{}', created_at FROM account WHERE name = 'releaser'
                """).update();
        jdbc.sql(
                        "INSERT INTO member SELECT p.id, a.id, 'RELEASER' FROM project p, account a WHERE a.name = 'releaser2'")
                .update();
    }

    @Test
    @DisplayName("Law 5 – a cancellation and the timer")
    void cancelsOrStarts() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long wave = scheduled(round);
            var schedule = standing(wave);
            clock.advance(SOON);

            var won = race(() -> starts(wave), () -> isAccepted("schedule-ended", () -> cancel(schedule)));

            assertThat(won).as("round %d", round).containsOnlyOnce(true);
        }
    }

    @Test
    @DisplayName("Law 5 – a new time and the timer")
    void movesOrStarts() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long wave = scheduled(round);
            var schedule = standing(wave);
            clock.advance(SOON);

            var won = race(() -> starts(wave), () -> isAccepted("schedule-ended", () -> move(schedule)));

            assertThat(won).as("round %d", round).containsOnlyOnce(true);
            assertThat(flow.steps().schedules().standing(wave).isPresent()).isEqualTo(won.getLast());
        }
    }

    @Test
    @DisplayName("Law 5 – two releasers, of whom one runs it now and one schedules it")
    void runsOrSchedules() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Stage stage = approved(round);
            UUID ask = flow.ask(stage);
            Instant later = clock.instant().plus(SOON);

            race(() -> release(ask, stage, "releaser", null), () -> release(ask, stage, "releaser2", later));

            var wave = waves.ofStage(stage.id());
            String winner = winner(ask);
            assertThat(wave).as("round %d", round).hasSize(1);
            assertThat(wave.getFirst().startsAt()).isEqualTo(winner.equals("releaser") ? null : later);
            assertThat(releasers(stage)).containsExactly(winner);
            assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.AUTOMATIC);
        }
    }

    @Test
    @DisplayName("Two releasers promote a stage")
    void promotesOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Issue issue = flow.openChecked(sql(round), TARGET);
            jdbc.sql("UPDATE issue SET target_stage = (SELECT id FROM environment WHERE name = 'dev') WHERE id = :id")
                    .param("id", issue.id())
                    .update();
            Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
            assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.HOLD);

            var won = race(() -> promotes(stage, "releaser"), () -> promotes(stage, "releaser2"));

            assertThat(won).as("round %d", round).containsOnlyOnce(true);
        }
    }

    @Test
    @DisplayName("Law 9 – a freeze that is declared meanwhile and the start")
    void freezesOrRuns() throws Exception {
        int ran = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long wave = scheduled(round);
            clock.advance(SOON);
            Instant thaw = clock.instant().plus(Duration.ofDays(1));

            race(() -> runs(wave), () -> freezes(thaw));

            boolean done = flow.steps().tasks().countOfWave(wave).containsKey(Task.Status.DONE);
            var now = waves.byId(wave);
            assertThat(done).as("round %d", round).isNotEqualTo(thaw.equals(now.startsAt()));
            assertThat(now.status()).isEqualTo(done ? Waves.Status.RUNNING : Waves.Status.PENDING);
            ran += done ? 1 : 0;
            freezes.deleteAll();
        }
        assertThat(ran).isBetween(0, ROUNDS);
    }

    @Test
    @DisplayName("Law 9 – an owner's override of one freeze, and another freeze that is declared meanwhile")
    void overridesOneFreezeAndNotTheNext() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Stage stage = approved(round);
            flow.release(stage, "releaser", null);
            Instant first = clock.instant().plus(Duration.ofDays(1));
            Instant second = first.plus(Duration.ofDays(1));
            freezes.save(new Freeze(0, "first", clock.instant(), first, null, null, Map.of(), "an incident"));
            long wave = flow.enterWave(stage);

            race(() -> overrides(stage) && (isAhead(wave) || runs(wave)), () -> freezes(second));

            boolean done = flow.steps().tasks().countOfWave(wave).containsKey(Task.Status.DONE);
            assertThat(done).as("round %d", round).isNotEqualTo(isAhead(wave));
            freezes.deleteAll();
        }
    }

    private boolean isAhead(long wave) {
        return clock.instant().isBefore(waves.byId(wave).startsAt());
    }

    private boolean overrides(Stage stage) {
        freezeCommands.override(flow.account("owner"), stage.id(), List.of("first"), "Customers cannot pay.");
        return true;
    }

    @Test
    @DisplayName("A change is given up while its databases start")
    void withdrawsOrStarts() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Issue issue = flow.openChecked(sql(round), TARGET + ", prod-1/customers_prod");
            Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
            flow.approve(stage, "approver");
            flow.release(stage, "releaser", null);
            long wave = flow.enterWave(stage);

            race(() -> starts(wave), () -> commands.withdraw(flow.account("developer"), issue.id()) != null);

            flow.run(wave, flow.steps().wave().start(wave).batches());
            assertThat(flow.steps().tasks().countOfWave(wave))
                    .as("round %d", round)
                    .containsOnlyKeys(Task.Status.CANCELED);
            assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.CANCELED);
        }
    }

    @Test
    @DisplayName("An answer to an old question and the process, which asks a new one")
    void answersOrAsksAnew() throws Exception {
        Issue issue = flow.openChecked(sql(0), TARGET);
        Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        flow.steps()
                .answers()
                .approve(
                        flow.ask(stage),
                        stage.id(),
                        Optional.of(flow.account("approver")),
                        () -> new StageAnswers.ApprovalForm(Approval.Decision.REQUEST_CHANGES, "Why?", null));
        for (int round = 0; round < 2 * ROUNDS; round++) {
            UUID old = editAsked(issue);
            jdbc.sql("UPDATE issue SET edits = edits + 1").update();

            race(() -> !editAsked(issue).equals(old), () -> edits(old, issue, "approver"));

            assertThat(asks.byId(old).orElseThrow().status()).isNotEqualTo(Ask.Status.OPEN);
        }
    }

    private static String sql(int round) {
        return "CREATE TABLE note_%d (id int)".formatted(round);
    }

    private Stage approved(int round) {
        Stage stage = flow.enterStage(flow.openChecked(sql(round), TARGET), FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");
        return stage;
    }

    private long scheduled(int round) {
        Stage stage = approved(round);
        flow.release(stage, "releaser", clock.instant().plus(SOON));
        long wave = flow.enterWave(stage);
        flow.steps().wave().open(wave);
        return wave;
    }

    private Schedules.Schedule standing(long wave) {
        return flow.steps().schedules().standing(wave).orElseThrow();
    }

    private boolean starts(long wave) {
        return flow.steps().wave().start(wave).start() == WaveFlow.Start.STARTED;
    }

    private boolean runs(long wave) {
        flow.run(wave, flow.steps().wave().start(wave).batches());
        return true;
    }

    private boolean freezes(Instant until) {
        freezes.save(new Freeze(0, "now", clock.instant(), until, null, null, Map.of(), "an incident"));
        return true;
    }

    private void cancel(Schedules.Schedule schedule) {
        flow.steps().waveAnswers().cancel(schedule.id(), flow.account("releaser"), "");
    }

    private void move(Schedules.Schedule schedule) {
        Instant later = clock.instant().plus(Duration.ofHours(1));
        flow.steps().waveAnswers().reschedule(schedule.id(), flow.account("releaser"), later, "");
    }

    private boolean release(UUID ask, Stage stage, String by, @Nullable Instant startAt) {
        var terms = new StageRelease.Terms(startAt, null);
        flow.steps()
                .answers()
                .release(
                        ask,
                        stage.id(),
                        Optional.of(flow.account(by)),
                        () -> new StageAnswers.ReleaseForm(false, terms));
        return true;
    }

    private boolean promotes(Stage stage, String by) {
        Account account = flow.account(by);
        return isAccepted(
                        "already-decided|not-held",
                        () -> flow.steps().promotion().promote(stage.id(), account))
                && flow.nextDecision(stage) == StageFlow.Decision.APPROVE;
    }

    private UUID editAsked(Issue issue) {
        return Objects.requireNonNull(flow.steps().issue().next(issue.id()).ask())
                .id();
    }

    private boolean edits(UUID ask, Issue issue, String by) {
        var form = new IssueAnswers.EditForm(false, "A change", "", List.of(), "SELECT 1", "");
        issueAnswers.edit(ask, issue.id(), Optional.of(flow.account(by)), () -> form);
        return true;
    }

    private String winner(UUID ask) {
        return jdbc.sql("SELECT a.name FROM ask q JOIN account a ON a.id = q.answered_by WHERE q.id = :id")
                .param("id", ask)
                .query(String.class)
                .single();
    }

    private List<String> releasers(Stage stage) {
        return jdbc.sql("SELECT actor FROM audit_event WHERE event = 'stage-released' AND subject = :subject")
                .param("subject", "stage " + stage.id())
                .query(String.class)
                .list();
    }

    private static boolean isAccepted(String refusal, Runnable command) {
        try {
            command.run();
            return true;
        } catch (RejectedException e) {
            assertThat(e.code()).matches(refusal);
            return false;
        }
    }

    /** Let both go at once; returns what each says. */
    private static List<Boolean> race(Callable<Boolean> one, Callable<Boolean> other) throws Exception {
        var both = new CyclicBarrier(2);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = List.of(one, other).stream()
                    .map(contender -> executor.submit(() -> {
                        both.await();
                        return contender.call();
                    }))
                    .toList();
            var said = new ArrayList<Boolean>();
            for (var result : results) {
                said.add(result.get());
            }
            return said;
        }
    }
}
