package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.change.ChangeForm;
import io.slipway.change.ChangeViews;
import io.slipway.change.IssueCommands;
import io.slipway.change.IssueOpening;
import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.failure.RejectedException;
import io.slipway.review.Approval;
import io.slipway.review.Issue;
import io.slipway.rollout.task.Task;
import io.slipway.sample.Sample;
import io.slipway.testing.SlipwayTest;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Tries to break the laws that keep harm away: 7, unapproved SQL; 8, large variables; 9, doubt. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class SafetyLawsTest {

    private static final String TARGET = "prod-1/orders_prod";
    private static final String SQL = "CREATE TABLE note (id int PRIMARY KEY)";
    private static final int SUBMITTED = 64 * 1024;

    @Autowired
    FlowByHand flow;

    @Autowired
    IssueCommands commands;

    @Autowired
    ChangeViews views;

    @Autowired
    JdbcClient jdbc;

    private Sample sample;

    @BeforeEach
    void startAnew() {
        sample = flow.startAnew();
    }

    @Test
    @DisplayName("Law 7 – unapproved SQL never reaches a target's server, in whichever of its databases")
    void law7KeepsUnapprovedSqlOffTargets() throws Exception {
        EmbeddedPostgres.shared().set("log_statement", "all");
        try {
            long before = Files.size(EmbeddedPostgres.shared().logFile());

            flow.enterStage(flow.open("CREATE TABLE never_ran_here_4711 (id int)", TARGET), FlowByHand.PRODUCTION);

            // The application's own database is on the same server; it holds the text, and runs it no more than the
            // targets do.
            assertThat(logSince(before))
                    .anyMatch(line -> line.contains("@orders_prod/"))
                    .filteredOn(line -> line.contains("never_ran_here_4711"))
                    .allMatch(line -> line.contains("@application_") && !line.contains(": CREATE TABLE never_ran"));
            assertThat(value("SELECT to_regclass('never_ran_here_4711')")).isNull();
        } finally {
            EmbeddedPostgres.shared().set("log_statement", "none");
        }
    }

    @Test
    @DisplayName("Law 8 – more than 64 KB is taken from nobody, and nothing of it is kept")
    void law8TakesNoMoreThanAPersonTypes() {
        String large = "-- " + "x".repeat(SUBMITTED);
        var submitted = Map.of("project", "shop", "title", "Large", "targets", TARGET, "sql", large);

        var opening = flow.steps().opening().open(FlowByHand.key(), submitted);

        assertThat(opening.state()).isEqualTo(IssueOpening.State.REFUSED);
        assertThat(opening.problem()).contains("larger than 64 KB").contains("Make a release of files");
        assertThat(opening.submitted()).isEmpty();
        assertThat(count("change_request")).isZero();
        assertTooLarge(() -> commands.open(flow.account("developer"), ChangeForm.of(submitted)));
        var labels = Map.of("project", "shop", "title", "Large", "targets", TARGET, "sql", SQL, "labels", large);
        assertTooLarge(() -> commands.open(flow.account("developer"), ChangeForm.of(labels)));
        Issue issue = flow.openChecked(SQL, TARGET);
        assertTooLarge(() -> commands.edit(flow.account("developer"), issue.id(), large));
        assertThat(count("issue")).isEqualTo(1);
    }

    @Test
    @DisplayName("Law 8 – what a form shows is bounded, whatever the change has; what a person edits is there in full")
    void law8ShowsAPreview() {
        String sql = "SELECT 1;\n-- " + "x".repeat(SUBMITTED - 20_000);
        Issue issue = flow.openChecked(sql, TARGET);
        jdbc.sql(
                        "UPDATE issue SET description = repeat('d', 10000), impact = repeat('i', 10000), labels = ARRAY[repeat('l', 9000)]")
                .update();
        Stage stage = flow.enterStage(issue, FlowByHand.PRODUCTION);
        commands.comment(flow.account("developer"), issue, "c".repeat(60_000));
        flow.steps()
                .answers()
                .approve(
                        flow.ask(stage),
                        stage.id(),
                        Optional.of(flow.account("approver")),
                        () -> new StageAnswers.ApprovalForm(
                                Approval.Decision.REQUEST_CHANGES, "r".repeat(60_000), null));

        var decision = views.ofStage(stage.id(), "p".repeat(60_000));
        var edit = views.ofIssue(issue.id(), "");

        assertThat(size(decision)).isLessThan(SUBMITTED / 2);
        assertThat(decision).extractingByKey("truncated").asString().contains("the SQL is cut after 12000 characters");
        assertThat(edit).containsEntry("sql", sql).containsEntry("description", "d".repeat(10_000));
        assertThat(size(edit)).isLessThan(2 * SUBMITTED);
    }

    @Test
    @DisplayName("Law 8 – a wave has at most a hundred batches, however many databases and zones")
    void law8CutsAWaveIntoAHundredBatches() {
        grow(250, 1);
        assertThat(start("everything")).hasSizeBetween(80, 100);
        grow(250, 120);

        long wave = enter("everything");
        var first = flow.steps().wave().start(wave).batches();
        assertThat(first).hasSize(100);
        jdbc.sql("UPDATE task SET status = 'DONE' WHERE wave = :wave AND batch IS NOT NULL")
                .param("wave", wave)
                .update();

        assertThat(flow.steps().wave().assess(wave).assessment()).isEqualTo(WaveFlow.Assessment.WAITING);
        assertThat(flow.steps().wave().start(wave).batches()).hasSizeBetween(20, 100);
    }

    @Test
    @DisplayName("Law 9 – a target with objects and no ledger is refused, with what to do")
    void law9RefusesWhatHasNoBaseline() {
        sample.targets().execute(sample.url("orders_prod"), "CREATE TABLE was_here (id int)");
        Stage stage = flow.enterStage(flow.open(SQL, TARGET), FlowByHand.AUTOMATIC);

        if (flow.nextDecision(stage) == StageFlow.Decision.AUTOMATIC
                && flow.steps().release().confirm(stage.id())) {
            long wave = flow.enterWave(stage);
            flow.run(wave, flow.steps().wave().start(wave).batches());
        }

        assertThat(flow.steps().tasks().ofStage(stage.id()))
                .extracting(Task::status)
                .doesNotContain(Task.Status.DONE);
        assertThat(value("SELECT to_regclass('note')")).isNull();
        assertThat(jdbc.sql("SELECT code FROM finding").query(String.class).list())
                .contains("baseline-required");
    }

    @Test
    @DisplayName("Law 9 – the strictest policy asks an approver, an owner and a releaser, and overrides no error")
    void law9AsksEverybodyUnderTheStrictestPolicy() {
        Stage stage = flow.enterStage(flow.openChecked(SQL, TARGET), Policy.STRICTEST);

        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.APPROVE);
        flow.approve(stage, "approver");
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.APPROVE);
        flow.approve(stage, "owner");
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.RELEASE);
        assertThat(Policy.STRICTEST.overrideErrors()).isFalse();
    }

    @Test
    @DisplayName("Law 9 – what is not known of a change has a value that says so")
    void law9FillsEveryFact() {
        Issue issue = flow.openChecked(SQL, TARGET);
        jdbc.sql("DELETE FROM check_run").update();
        Stage stage = flow.enterStage(issue, Policy.STRICTEST);

        assertThat(flow.steps().planning().facts(stage.id()))
                .isEqualTo(
                        new StagePlanning.PolicyFacts("production", "unknown", List.of(), -1, -1, List.of(), false, 0));
        assertThat(flow.steps()
                        .checks()
                        .count(issue.plan(), stage.environment())
                        .errors())
                .isPositive();
    }

    private static void assertTooLarge(ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOf(RejectedException.class)
                .extracting("code")
                .isEqualTo("change-too-large");
    }

    private static int size(Map<String, Object> view) {
        return JsonMapper.shared().writeValueAsString(view).length();
    }

    /** Add databases, which nobody connects to, on instances of so many zones. */
    private void grow(int databases, int zones) {
        jdbc.sql("""
                INSERT INTO instance
                SELECT (jsonb_populate_record(i, jsonb_build_object(
                    'id', 1000 * :zones + z, 'name', format('far-%s-%s', :zones, z), 'zone', format('zone-%s', z)))).*
                FROM instance i, generate_series(1, :zones) z
                WHERE i.name = 'prod-1'
                """).param("zones", zones).update();
        jdbc.sql("""
                INSERT INTO database
                SELECT (jsonb_populate_record(d, jsonb_build_object(
                    'id', 10000 * :zones + n, 'instance', 1000 * :zones + 1 + n % :zones, 'name', format('db_%s_%s', :zones, n)))).*
                FROM database d, generate_series(1, :databases) n
                WHERE d.name = 'orders_prod'
                """).param("zones", zones).param("databases", databases).update();
    }

    private List<String> start(String targets) {
        return flow.steps().wave().start(enter(targets)).batches();
    }

    /** Enter the wave of all production databases. */
    private long enter(String targets) {
        Issue issue = flow.openChecked(SQL, targets);
        for (int before = 0; before < 2; before++) {
            Stage earlier = flow.enterStage(issue, FlowByHand.AUTOMATIC);
            jdbc.sql("UPDATE task SET status = 'SKIPPED' WHERE stage = :stage")
                    .param("stage", earlier.id())
                    .update();
            flow.steps().stage().finish(earlier.id());
        }
        Stage stage = flow.enterStage(issue, FlowByHand.AUTOMATIC);
        return flow.enterWave(stage);
    }

    private long count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }

    /** Return what the target's server has logged, one entry with all its lines in each. */
    private static List<String> logSince(long position) throws Exception {
        var log = EmbeddedPostgres.shared().log();
        return List.of(log.substring((int) Math.min(position, log.length())).split("\n(?=\\d{4}-\\d\\d-\\d\\d )"));
    }

    private @Nullable String value(String query) {
        try (var connection = sample.targets().connect(sample.url("orders_prod"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
