package io.slipway.api.change;

import io.slipway.access.Tokens;
import io.slipway.cli.Placeholders;
import io.slipway.configuration.ConfigurationApply;
import io.slipway.configuration.ConfigurationReader;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.project.ProjectFixtures;
import io.slipway.review.Approval;
import io.slipway.review.Ask;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import io.slipway.rollout.Policy;
import io.slipway.rollout.Stage;
import io.slipway.rollout.StageAnswers;
import io.slipway.rollout.StageFlow;
import io.slipway.rollout.StagePlanning;
import io.slipway.rollout.StageRelease;
import io.slipway.rollout.Stages;
import io.slipway.rollout.WaveFlow;
import io.slipway.rollout.task.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Plays the process's part: carries the sample project's changes from step to step without an engine. */
public final class ChangeScenario {

    private final Accounts accounts;
    private final Tokens tokens;
    private final ConfigurationReader reader;
    private final ConfigurationApply configuration;
    private final Flow flow;
    private final JdbcClient jdbc;

    ChangeScenario(
            Accounts accounts,
            Tokens tokens,
            ConfigurationReader reader,
            ConfigurationApply configuration,
            Flow flow,
            JdbcClient jdbc) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.reader = reader;
        this.configuration = configuration;
        this.flow = flow;
        this.jdbc = jdbc;
    }

    /** The steps of the flow. */
    record Flow(
            Issues issues,
            Stages stages,
            Tasks tasks,
            StagePlanning planning,
            StageFlow stageFlow,
            StageAnswers stageAnswers,
            StageRelease stageRelease,
            WaveFlow waveFlow) {}

    /** Apply the sample configuration, and return the administrator's token. */
    public String configured() {
        var administrator = accounts.save(
                new Account(0, "administrator", Account.Kind.SERVICE, true, List.of(), ProjectFixtures.CREATED));
        try {
            var sample = new ClassPathResource("sample/slipway.yaml").getContentAsString(StandardCharsets.UTF_8);
            configuration.apply(reader.read(Placeholders.replaced(sample, name -> null)), false, false, administrator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return token(administrator);
    }

    public String tokenOf(String account) {
        return token(account(account));
    }

    private String token(Account account) {
        return tokens.issue(account, "test", null, account).secret().text();
    }

    public String stranger() {
        return token(accounts.save(ProjectFixtures.person("stranger")));
    }

    Account account(String name) {
        return accounts.byName(name).orElseThrow();
    }

    Issue issue(int number) {
        long project = Objects.requireNonNull(
                jdbc.sql("SELECT id FROM project").query(Long.class).single());
        return flow.issues().findByProjectAndNumber(project, number).orElseThrow();
    }

    public Stage stage(int number, int position) {
        return flow.stages().ofIssue(issue(number).id()).get(position);
    }

    /** What the decision tables decide a stage by. */
    StagePlanning.PolicyFacts facts(int number, int position) {
        return flow.planning().facts(stage(number, position).id());
    }

    List<Long> tasks(Stage stage) {
        return flow.tasks().ofStage(stage.id()).stream().map(task -> task.id()).toList();
    }

    /** Record a check that found nothing, or errors. */
    public void checked(int number, int errors) {
        long plan = issue(number).plan();
        long run = jdbc.sql("""
                        INSERT INTO check_run (plan, started_at, finished_at)
                        VALUES (:plan, '2026-03-02T10:00:00Z', '2026-03-02T10:00:00Z')
                        RETURNING id
                        """).param("plan", plan).query(Long.class).single();
        for (int i = 0; i < errors; i++) {
            jdbc.sql("""
                    INSERT INTO finding (check_run, level, code, path, line, text, help)
                    VALUES (:run, 'ERROR', 'avoid-drop-table', 'V1__a.sql', 3, 'Table ''a'' is dropped.', 'Rename it first.')
                    """).param("run", run).update();
        }
    }

    /** Let a stage wait for its next decision under a policy. */
    public Ask asked(Stage stage, List<String> steps) {
        flow.stageFlow().adopt(stage.id(), new Policy("row", steps, "row", false, 0, 0, null, true, false));
        return Objects.requireNonNull(flow.stageFlow().nextDecision(stage.id()).ask());
    }

    public void approved(Stage stage, Ask ask) {
        flow.stageAnswers()
                .approve(
                        ask.id(),
                        stage.id(),
                        Optional.of(account("approver")),
                        () -> new StageAnswers.ApprovalForm(Approval.Decision.APPROVE, "", null));
    }

    public void rejected(Stage stage, Ask ask) {
        flow.stageAnswers()
                .approve(
                        ask.id(),
                        stage.id(),
                        Optional.of(account("approver")),
                        () -> new StageAnswers.ApprovalForm(Approval.Decision.REJECT, "No.", null));
    }

    /** Release a stage and open its first wave; returns the wave. */
    public long released(Stage stage, @Nullable Instant startAt) {
        var ask = asked(stage, List.of());
        flow.stageAnswers()
                .release(
                        ask.id(),
                        stage.id(),
                        Optional.of(account("releaser")),
                        () -> new StageAnswers.ReleaseForm(false, new StageRelease.Terms(startAt, "in a test")));
        flow.stageRelease().confirm(stage.id());
        long wave = jdbc.sql("SELECT max(id) FROM wave WHERE stage = :stage")
                .param("stage", stage.id())
                .query(Long.class)
                .single();
        flow.waveFlow().open(wave);
        return wave;
    }

    /** Start a wave, let its tasks end so, and assess it. */
    public void ended(long wave, String status) {
        flow.waveFlow().start(wave);
        jdbc.sql("""
                UPDATE task
                SET status = :status, code = 'statement-failed', sentence = 'Relation "a" exists already.', batch = NULL
                WHERE wave = :wave
                """).param("status", status).param("wave", wave).update();
        flow.waveFlow().assess(wave);
    }

    /** Finish a stage as if every task had succeeded. */
    public void done(Stage stage) {
        jdbc.sql("UPDATE task SET status = 'DONE' WHERE stage = :stage")
                .param("stage", stage.id())
                .update();
        flow.stageFlow().finish(stage.id());
    }

    /** Close an issue as its process does at the end. */
    public void closed(int number, Issue.Status as, String reason) {
        flow.issues().save(issue(number).closed(as, reason, Instant.parse("2026-03-02T11:00:00Z")));
    }

    /** Return the wake-ups that wait to be published, as {@code message key}. */
    public List<String> wakeups() {
        return jdbc.sql("SELECT message || ' ' || correlation_key FROM outbox WHERE done_at IS NULL ORDER BY id")
                .query(String.class)
                .list();
    }

    public void open(long wave) {
        flow.waveFlow().start(wave);
    }

    public Ask nextDecision(Stage stage) {
        return Objects.requireNonNull(flow.stageFlow().nextDecision(stage.id()).ask());
    }
}
