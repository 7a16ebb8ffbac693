package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.change.ChangeForm;
import io.slipway.change.IssueAnswers;
import io.slipway.change.IssueCommands;
import io.slipway.change.IssueFlow;
import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.project.Projects;
import io.slipway.release.ReleaseArchive;
import io.slipway.release.ReleaseDraft;
import io.slipway.review.Approval;
import io.slipway.review.Ask;
import io.slipway.review.Asks;
import io.slipway.review.Issue;
import io.slipway.rollout.task.TaskCommands;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Law 10, one way in: what is refused to the API and the client is refused in Tasklist with the same words, and leaves as much behind. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class OneWayInTest {

    private static final String TARGET = "prod-1/orders_prod";
    private static final String SQL = "CREATE TABLE note (id int PRIMARY KEY)";

    @Autowired
    FlowByHand flow;

    @Autowired
    IssueCommands commands;

    @Autowired
    IssueAnswers answers;

    @Autowired
    TaskCommands tasks;

    @Autowired
    Asks asks;

    @Autowired
    ReleaseArchive archive;

    @Autowired
    Projects projects;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    @BeforeEach
    void startAnew() {
        flow.startAnew();
    }

    @Test
    @DisplayName("Law 10 – an edit: by whom, of what, how large")
    void law10RefusesEditsAlike() {
        Issue oneOff = sentBack(flow.openChecked(SQL, TARGET));

        assertThat(editInTasklist(oneOff, "approver", "SELECT 1"))
                .isEqualTo(refused("role-missing", () -> commands.edit(by("approver"), oneOff.id(), "SELECT 1")));
        assertThat(editInTasklist(oneOff, "developer", "x".repeat(70_000)))
                .startsWith("The change has 70")
                .isEqualTo(refused(
                        "change-too-large",
                        () -> commands.edit(by("developer"), oneOff.id(), "x".repeat(70_000 + "A change".length()))));
        assertThat(editInTasklist(oneOff, "developer", " "))
                .isEqualTo(refused("no-sql", () -> commands.edit(by("developer"), oneOff.id(), " ")));

        Issue release = sentBack(releaseIssue());
        assertThat(editInTasklist(release, "developer", "SELECT 1"))
                .isEqualTo(
                        refused("release-immutable", () -> commands.edit(by("developer"), release.id(), "SELECT 1")));
        assertThat(flow.issue(release).edits()).isZero();
    }

    @Test
    @DisplayName("Law 10 – a withdrawal: by whom, and what it leaves behind")
    void law10WithdrawsAlike() {
        Issue first = sentBack(flow.openChecked(SQL, TARGET));
        assertThat(withdrawInTasklist(first, "releaser"))
                .isEqualTo(refused("role-missing", () -> commands.withdraw(by("releaser"), first.id())));

        Issue second = sentBack(flow.openChecked("SELECT 2", TARGET));
        commands.withdraw(by("developer"), first.id());
        withdrawInTasklist(second, "developer");

        assertThat(List.of(first, second)).allSatisfy(issue -> {
            assertThat(flow.issue(issue).request()).isEqualTo(Issue.Request.WITHDRAW);
            assertThat(events(issue)).contains("issue-withdrawn");
            assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.CANCELED);
        });
        assertThat(refused("issue-closed", () -> commands.edit(by("developer"), first.id(), SQL)))
                .contains("is CANCELED");
    }

    @Test
    @DisplayName("Law 10 – a cancellation and a new time: by whom, when, and of what has ended")
    void law10RefusesCancellationsAndNewTimesAlike() {
        long wave = scheduled();
        var schedule = flow.steps().schedules().standing(wave).orElseThrow();
        var waves = flow.steps().waveAnswers();
        Instant past = clock.instant().minus(Duration.ofHours(1));
        Instant later = clock.instant().plus(Duration.ofHours(5));

        assertThat(schedule(schedule, wave, "approver", true, null))
                .isEqualTo(refused("role-missing", () -> waves.cancel(schedule.id(), by("approver"), "")));
        assertThat(schedule(schedule, wave, "approver", false, later))
                .isEqualTo(refused("role-missing", () -> waves.reschedule(schedule.id(), by("approver"), later, "")));
        assertThat(schedule(schedule, wave, "releaser", false, past))
                .isEqualTo(
                        refused("start-in-the-past", () -> waves.reschedule(schedule.id(), by("releaser"), past, "")));
        jdbc.sql(
                        "INSERT INTO issue_creator SELECT i.id, a.id, 'EDITED' FROM issue i, account a WHERE a.name = 'releaser'")
                .update();
        assertThat(schedule(schedule, wave, "releaser", true, null))
                .isEqualTo(refused("own-change", () -> waves.cancel(schedule.id(), by("releaser"), "")));
        assertThat(flow.steps().schedules().standing(wave).orElseThrow().startsAt())
                .isEqualTo(schedule.startsAt());
    }

    @Test
    @DisplayName("Law 10 – a promotion: by whom")
    void law10RefusesPromotionsAlike() {
        Issue issue = flow.openChecked(SQL, TARGET);
        jdbc.sql("UPDATE issue SET target_stage = (SELECT id FROM environment WHERE name = 'dev')")
                .update();
        Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        UUID ask = flow.ask(stage);

        flow.steps().answers().promote(ask, stage.id(), Optional.of(by("approver")), true, "");

        assertThat(flow.problem(stage))
                .isEqualTo(
                        refused("role-missing", () -> flow.steps().promotion().promote(stage.id(), by("approver"))));
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.HOLD);
    }

    @Test
    @DisplayName("Law 10 – failures: by whom, and with a reason")
    void law10RefusesDecisionsOnFailuresAlike() {
        Issue issue = flow.openChecked("SELECT 1 / 0", TARGET);
        Stage stage = flow.enterStage(issue, FlowByHand.AUTOMATIC);
        long wave = flow.enterWave(stage);
        flow.run(wave, flow.steps().wave().start(wave).batches());

        assertThat(resolve(wave, "approver", WaveAnswers.Resolution.RETRY))
                .isEqualTo(refused("role-missing", () -> tasks.retry(by("approver"), stage.id(), null)));
        assertThat(resolve(wave, "releaser", WaveAnswers.Resolution.SKIP))
                .isEqualTo(refused("reason-missing", () -> tasks.skip(by("releaser"), stage.id(), null, " ")));
        assertThat(flow.steps().wave().assess(wave).assessment()).isEqualTo(WaveFlow.Assessment.FAILED);
    }

    private Account by(String name) {
        return flow.account(name);
    }

    /** Return the sentence with which a command is refused. */
    private static String refused(String code, Runnable command) {
        var refusal = Objects.requireNonNull(catchThrowableOfType(RejectedException.class, command::run));
        assertThat(refusal.code()).isEqualTo(code);
        return refusal.sentence();
    }

    private Issue releaseIssue() {
        var project = projects.byName("shop").orElseThrow();
        var files = List.of(new ReleaseDraft.File("1__note.sql", SQL));
        var release = archive.store(
                project,
                new ReleaseDraft(null, files, null, null, null, Set.of()),
                by("developer").id());
        return flow.taken(commands.open(
                        by("developer"),
                        ChangeForm.of(Map.of(
                                "project", "shop", "title", "A release", "targets", TARGET, "release", release.name())))
                .issue());
    }

    /** Let an approver ask for changes. */
    private Issue sentBack(Issue issue) {
        Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        flow.steps()
                .answers()
                .approve(
                        flow.ask(stage),
                        stage.id(),
                        Optional.of(by("approver")),
                        () -> new StageAnswers.ApprovalForm(Approval.Decision.REQUEST_CHANGES, "Why?", null));
        return issue;
    }

    private List<String> events(Issue issue) {
        return jdbc.sql("SELECT event FROM audit_event WHERE issue = :issue")
                .param("issue", issue.id())
                .query(String.class)
                .list();
    }

    private Ask editAsked(Issue issue) {
        return Objects.requireNonNull(flow.steps().issue().next(issue.id()).ask());
    }

    /** Return with which words the form comes back. */
    private String editInTasklist(Issue issue, String by, String sql) {
        return edit(issue, by, new IssueAnswers.EditForm(false, "A change", "", List.of(), sql, ""));
    }

    private String withdrawInTasklist(Issue issue, String by) {
        return edit(issue, by, new IssueAnswers.EditForm(true, "", "", List.of(), "", ""));
    }

    private String edit(Issue issue, String by, IssueAnswers.EditForm form) {
        UUID ask = editAsked(issue).id();
        answers.edit(ask, issue.id(), Optional.of(by(by)), () -> form);
        return asks.byId(ask).orElseThrow().problem();
    }

    private String schedule(
            Schedules.Schedule schedule, long wave, String by, boolean cancel, @Nullable Instant startAt) {
        flow.steps()
                .waveAnswers()
                .answerSchedule(
                        schedule.id(),
                        wave,
                        Optional.of(by(by)),
                        () -> new WaveAnswers.ScheduleForm(cancel, startAt, null, ""));
        return flow.steps().schedules().byId(schedule.id()).orElseThrow().problem();
    }

    private String resolve(long wave, String by, WaveAnswers.Resolution resolution) {
        UUID ask =
                Objects.requireNonNull(flow.steps().wave().assess(wave).ask()).id();
        flow.steps().waveAnswers().resolve(ask, wave, Optional.of(by(by)), resolution, " ");
        return asks.byId(ask).orElseThrow().problem();
    }

    private long scheduled() {
        Stage stage = flow.enterStage(flow.openChecked(SQL, TARGET), FlowByHand.PRODUCTION);
        flow.approve(stage, "approver");
        flow.release(stage, "releaser", clock.instant().plus(Duration.ofHours(3)));
        return flow.enterWave(stage);
    }
}
