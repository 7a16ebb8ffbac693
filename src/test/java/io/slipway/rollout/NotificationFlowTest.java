package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.change.IssueFlow;
import io.slipway.notification.NotificationEvent;
import io.slipway.notification.NotificationRounds;
import io.slipway.notification.Subscriptions;
import io.slipway.project.Projects;
import io.slipway.review.Approval;
import io.slipway.review.Issue;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class NotificationFlowTest {

    private static final String SQL = "CREATE TABLE note (id int PRIMARY KEY)";
    private static final String TARGETS = "prod-1/orders_prod, prod-1/customers_prod";
    private static final Policy ONE_BY_ONE =
            new Policy("production", List.of("approver"), "production", false, 1, 0, null, false, false);

    @Autowired
    FlowByHand flow;

    @Autowired
    NotificationRounds rounds;

    @Autowired
    Subscriptions subscriptions;

    @Autowired
    Projects projects;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcClient jdbc;

    private Instant tonight = Instant.EPOCH;

    @BeforeEach
    void subscribe() {
        flow.startAnew();
        var hook = new Subscriptions.Webhook(
                "ops", "https://hooks.example.com/", "env:HOOK", EnumSet.allOf(NotificationEvent.class));
        subscriptions.set(
                projects.byName("shop").orElseThrow().id(),
                new Subscriptions.Subscription(List.of(hook), EnumSet.allOf(NotificationEvent.class)));
        tonight = clock.instant().plus(Duration.ofHours(3));
    }

    private List<String> told() {
        rounds.tell();
        return jdbc.sql("SELECT event || ': ' || (content ->> 'text') FROM notification ORDER BY id")
                .query(String.class)
                .list();
    }

    private List<String> mailed(NotificationEvent event) {
        return jdbc.sql("""
                        SELECT d.recipient
                        FROM notification_delivery d
                        JOIN notification n ON n.id = d.notification
                        WHERE d.channel = 'MAIL' AND n.event = :event
                        ORDER BY 1
                        """).param("event", event.name()).query(String.class).list();
    }

    private Stage approved(Issue issue, Policy policy) {
        var stage = flow.enterStage(issue, policy);
        flow.approve(stage, "approver");
        return stage;
    }

    private void runWave(Stage stage) {
        var wave = flow.enterWave(stage);
        flow.run(wave, flow.steps().wave().start(wave).batches());
        flow.steps().wave().assess(wave);
    }

    @Test
    void remindsAndEscalatesOnceAsThePolicySays() {
        var patient = new Policy(
                "patient",
                List.of("approver"),
                "production",
                false,
                0,
                0,
                null,
                true,
                false,
                null,
                new Policy.Patience(Duration.ofHours(4), Duration.ofDays(2)));
        var stage = flow.enterStage(flow.open(SQL, TARGETS), patient);
        flow.ask(stage);
        told();
        clock.advance(Duration.ofHours(5));
        told();

        clock.advance(Duration.ofHours(44));
        assertThat(told())
                .containsExactly(
                        "APPROVAL_WANTED: Stage 'prod' waits for the approval of a member with the role 'approver'.",
                        "REMINDER: Reminder: Stage 'prod' waits for the approval of a member with the role 'approver'.",
                        "ESCALATED: Nobody has decided since %s: Stage 'prod' waits for the approval of a member with the role 'approver'."
                                .formatted(clock.instant().minus(Duration.ofHours(49))));
        assertThat(mailed(NotificationEvent.REMINDER)).containsExactly("approver@example.com");
        assertThat(mailed(NotificationEvent.ESCALATED)).containsExactly("owner@example.com");

        flow.approve(stage, "approver");
        flow.ask(stage);
        clock.advance(Duration.ofHours(5));
        assertThat(told())
                .hasSize(5)
                .last()
                .asString()
                .startsWith("REMINDER: Reminder: Stage 'prod' waits for a releaser");
        assertThat(mailed(NotificationEvent.REMINDER)).containsExactly("approver@example.com", "releaser@example.com");
    }

    @Test
    void tellsOfEachStepOfAChangeOnceHoweverManyWavesItHas() {
        var issue = flow.open(SQL, TARGETS);
        var stage = flow.enterStage(issue, ONE_BY_ONE);
        var ask = flow.ask(stage);
        assertThat(told())
                .containsExactly(
                        "APPROVAL_WANTED: Stage 'prod' waits for the approval of a member with the role 'approver'.");
        flow.approve(stage, "approver");
        flow.ask(stage);
        assertThat(told()).hasSize(2);
        flow.release(stage, "releaser", tonight);
        assertThat(told()).hasSize(2);
        clock.set(tonight.minus(Duration.ofMinutes(10)));
        told();
        clock.set(tonight);
        runWave(stage);
        told();
        runWave(stage);
        flow.steps().stage().finish(stage.id());
        assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.DONE);

        assertThat(told())
                .containsExactly(
                        "APPROVAL_WANTED: Stage 'prod' waits for the approval of a member with the role 'approver'.",
                        "WAITING: Stage 'prod' waits for a releaser: it is to be released, or sent back.",
                        "ABOUT_TO_START: Stage 'prod' starts at %s; until then a releaser can cancel or move it."
                                .formatted(tonight),
                        "STARTED: Stage 'prod' has started.",
                        "DONE: The change is done.");
        assertThat(ask).isNotNull();
        assertThat(mailed(NotificationEvent.APPROVAL_WANTED)).containsExactly("approver@example.com");
        assertThat(mailed(NotificationEvent.WAITING)).containsExactly("releaser@example.com");
        assertThat(mailed(NotificationEvent.STARTED)).containsExactly("developer@example.com", "releaser@example.com");
        assertThat(mailed(NotificationEvent.DONE)).containsExactly("developer@example.com");
        assertThat(jdbc.sql("SELECT content ->> 'targets' FROM notification WHERE event = 'STARTED'")
                        .query(String.class)
                        .single())
                .isEqualTo("[\"prod-1/customers_prod\", \"prod-1/orders_prod\"]");
    }

    @Test
    void tellsOfAStartThatNobodyMadeOnce() {
        var stage = approved(flow.open(SQL, TARGETS), ONE_BY_ONE);
        flow.release(stage, "releaser", tonight);
        var wave = flow.enterWave(stage);
        told();
        clock.set(tonight.plus(Duration.ofMinutes(4)));
        assertThat(told()).noneMatch(it -> it.startsWith("MISSED"));

        clock.set(tonight.plus(Duration.ofMinutes(6)));
        told();
        clock.set(tonight.plus(Duration.ofHours(2)));
        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.RETURNED);
        flow.ask(stage);

        assertThat(told().stream().filter(it -> it.startsWith("MISSED")))
                .containsExactly(
                        "MISSED: Stage 'prod' was to start at %s and has not: look whether Slipway and Camunda run."
                                .formatted(tonight));
        assertThat(told())
                .last()
                .asString()
                .startsWith("WAITING: Stage 'prod' waits for a releaser:")
                .contains("was missed by more than 60 minutes");
        assertThat(mailed(NotificationEvent.MISSED)).containsExactly("developer@example.com", "releaser@example.com");
    }

    @Test
    void tellsOfAMissedStartWhenItComesBackLate() {
        var stage = approved(flow.open(SQL, TARGETS), ONE_BY_ONE);
        flow.release(stage, "releaser", tonight);
        var wave = flow.enterWave(stage);
        clock.set(tonight.plus(Duration.ofHours(2)));
        flow.steps().wave().start(wave);

        assertThat(told())
                .anySatisfy(it -> assertThat(it)
                        .startsWith("MISSED: The start '%s' was missed by more than 60 minutes.".formatted(tonight)));
    }

    @Test
    void doesNotCallAWaveMissedThatWaitsForTheOneBefore() {
        var stage = approved(flow.open(SQL, TARGETS), ONE_BY_ONE);
        flow.release(stage, "releaser", tonight);
        var first = flow.enterWave(stage);
        clock.set(tonight);
        var batches = flow.steps().wave().start(first).batches();
        clock.advance(Duration.ofHours(2));
        assertThat(told()).noneMatch(it -> it.startsWith("MISSED"));

        flow.run(first, batches);
        flow.steps().wave().assess(first);

        assertThat(told()).noneMatch(it -> it.startsWith("MISSED"));
    }

    @Test
    void tellsOfTheFirstFailureWithoutWhatPostgresSaid() {
        var stage = approved(flow.openChecked("SELECT 'secret of a row'::int", TARGETS), FlowByHand.PRODUCTION);
        flow.release(stage, "releaser", null);
        runWave(stage);

        var told = told();

        assertThat(told.stream().filter(it -> it.startsWith("FAILED")))
                .singleElement()
                .satisfies(it -> assertThat(it)
                        .startsWith("FAILED: The migration failed on 'prod-1/")
                        .doesNotContain("secret"));
        assertThat(told)
                .last()
                .isEqualTo("WAITING: Stage 'prod' waits for a releaser: it has failures: retry the failed,"
                        + " skip them, or stop.");
    }

    @Test
    void tellsTheCreatorsWhoSentTheirChangeBackAndWhy() {
        var issue = flow.open(SQL, TARGETS);
        var stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        flow.steps()
                .answers()
                .approve(
                        flow.ask(stage),
                        stage.id(),
                        Optional.of(flow.account("approver")),
                        () -> new StageAnswers.ApprovalForm(
                                Approval.Decision.REQUEST_CHANGES, "Name the key, please.", null));
        var next = flow.steps().issue().next(issue.id());

        assertThat(told()).containsExactly("SENT_BACK: 'approver' sent the change back: Name the key, please.");
        assertThat(Objects.requireNonNull(next.ask()).kind()).hasToString("EDIT");
        assertThat(mailed(NotificationEvent.SENT_BACK)).containsExactly("developer@example.com");
    }

    @Test
    void doesNotAskAgainForWhatIsAnsweredOrWasRefused() {
        var issue = flow.open(SQL, TARGETS);
        var stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        flow.approve(stage, "developer");
        assertThat(flow.problem(stage)).isNotEmpty();
        assertThat(told()).isEmpty();
        flow.approve(stage, "approver");
        flow.release(stage, "releaser", null);

        assertThat(told()).isEmpty();
    }
}
