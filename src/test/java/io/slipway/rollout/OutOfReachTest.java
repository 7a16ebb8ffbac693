package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.review.Issue;
import io.slipway.rollout.task.Task;
import io.slipway.sample.Sample;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bad input that is met only on the way: targets that cannot be reached, and times that have gone by. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class OutOfReachTest {

    private static final String TARGET = "prod-1/orders_prod";
    private static final String SQL = "CREATE TABLE note (id int PRIMARY KEY)";

    @Autowired
    FlowByHand flow;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    private Sample sample;

    @BeforeEach
    void startAnew() {
        sample = flow.startAnew();
    }

    @AfterEach
    void giveThePasswordsBack() {
        passwords("sample");
    }

    private void passwords(String password) {
        List.of("slipway_reader", "slipway_migrator")
                .forEach(role -> sample.targets().execute("ALTER ROLE %s PASSWORD '%s'".formatted(role, password)));
    }

    @Test
    @DisplayName("a wrong password is a finding of the check, and nothing is approved of what nobody could look at")
    void tellsOfAWrongPasswordWhenChecking() {
        passwords("changed");

        Stage stage = flow.enterStage(flow.open(SQL, TARGET), FlowByHand.PRODUCTION);

        assertThat(findings()).containsExactly("ERROR wrong-password");
        flow.approve(stage, "approver");
        flow.release(stage, "releaser", null);
        assertThat(flow.problem(stage)).contains("The checks found 1 errors.");
    }

    @Test
    @DisplayName("a server that does not answer is a finding of the check")
    void tellsOfAServerThatDoesNotAnswerWhenChecking() {
        jdbc.sql("UPDATE instance SET url = 'jdbc:postgresql://127.0.0.1:1/'").update();

        flow.open(SQL, TARGET);

        assertThat(findings()).containsExactly("ERROR database-unreachable");
    }

    @Test
    @DisplayName(
            "a password that was changed after the approval fails the task, and it is tried again once it is right")
    void failsATaskWhoseLoginIsRefused() {
        Stage stage = flow.enterStage(flow.open(SQL, TARGET), FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");
        flow.release(stage, "releaser", null);
        long wave = flow.enterWave(stage);
        var batches = flow.steps().wave().start(wave).batches();
        passwords("changed");

        flow.run(wave, batches);

        assertThat(task(stage).status()).isEqualTo(Task.Status.FAILED);
        assertThat(task(stage).sentence())
                .contains("refuses the password of role 'slipway_migrator'")
                .contains("Put the right password where the credential's reference points to.");
        var asked = Objects.requireNonNull(flow.steps().wave().assess(wave).ask());
        passwords("sample");
        flow.steps()
                .waveAnswers()
                .resolve(asked.id(), wave, Optional.of(flow.account("releaser")), WaveAnswers.Resolution.RETRY, "");
        flow.run(wave, flow.steps().wave().start(wave).batches());
        assertThat(task(stage).status()).isEqualTo(Task.Status.DONE);
    }

    @Test
    @DisplayName("a time in the past is refused where the person is: the release's question and the schedule stay")
    void refusesTimesThatHaveGoneByInForms() {
        Issue issue = flow.open(SQL, TARGET);
        Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");

        flow.release(stage, "releaser", clock.instant().minusSeconds(1));

        assertThat(flow.problem(stage)).contains("lies in the past").contains("Choose a time to come");
        assertThat(task(stage).status()).isEqualTo(Task.Status.NOT_STARTED);

        flow.release(stage, "releaser", clock.instant().plus(Duration.ofHours(1)));
        long wave = flow.enterWave(stage);
        var schedule = flow.steps().schedules().standing(wave).orElseThrow();
        flow.steps()
                .waveAnswers()
                .answerSchedule(
                        schedule.id(),
                        wave,
                        Optional.of(flow.account("releaser")),
                        () -> new WaveAnswers.ScheduleForm(
                                false, clock.instant().minusSeconds(1), null, "earlier"));
        var standing = flow.steps().schedules().standing(wave).orElseThrow();
        assertThat(standing.id()).isEqualTo(schedule.id());
        assertThat(standing.startsAt()).isEqualTo(schedule.startsAt());
        assertThat(standing.problem()).contains("lies in the past");
    }

    private Task task(Stage stage) {
        return flow.steps().tasks().ofStage(stage.id()).getFirst();
    }

    private List<String> findings() {
        return jdbc.sql("SELECT level || ' ' || code FROM finding")
                .query(String.class)
                .list();
    }
}
