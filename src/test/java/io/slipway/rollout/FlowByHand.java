package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.change.ChangeChecking;
import io.slipway.change.ChangeDesk;
import io.slipway.change.ChangeForm;
import io.slipway.change.DriftCheck;
import io.slipway.change.IssueCommands;
import io.slipway.change.IssueFlow;
import io.slipway.change.IssueOpening;
import io.slipway.configuration.ConfigurationApply;
import io.slipway.configuration.ConfigurationReader;
import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.project.Projects;
import io.slipway.release.Release;
import io.slipway.release.ReleaseArchive;
import io.slipway.release.ReleaseDraft;
import io.slipway.review.Approval;
import io.slipway.review.CheckRecords;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import io.slipway.rollout.condition.HealthGate;
import io.slipway.rollout.condition.Promotion;
import io.slipway.rollout.task.TaskList;
import io.slipway.rollout.task.TaskRunner;
import io.slipway.rollout.task.Tasks;
import io.slipway.sample.Sample;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;

/** Walks the steps of the processes by hand, in the order in which the engine would, so that rules are tested without it. */
@TestComponent
public final class FlowByHand {

    public static final Policy PRODUCTION =
            new Policy("production", List.of("approver"), "production", false, 0, 0, null, false, false);
    public static final Policy AUTOMATIC = new Policy("free", List.of(), "free", true, 0, 0, null, true, false);

    private static final AtomicLong KEYS = new AtomicLong(1);

    private final Accounts accounts;
    private final Issues issues;
    private final IssueCommands commands;
    private final Steps steps;
    private final ConfigurationApply configuration;
    private final Projects projects;
    private final ReleaseArchive archive;

    FlowByHand(
            Accounts accounts,
            Issues issues,
            IssueCommands commands,
            Steps steps,
            ConfigurationApply configuration,
            Projects projects,
            ReleaseArchive archive) {
        this.accounts = accounts;
        this.issues = issues;
        this.commands = commands;
        this.steps = steps;
        this.configuration = configuration;
        this.projects = projects;
        this.archive = archive;
    }

    /** The services that workers call. */
    @TestComponent
    public record Steps(
            IssueOpening opening,
            ChangeChecking checking,
            CheckRecords checks,
            IssueFlow issue,
            StagePlanning planning,
            Stages stages,
            StageFlow stage,
            StageAnswers answers,
            Promotion promotion,
            StageRelease release,
            DriftCheck drift,
            HealthGate health,
            WaveFlow wave,
            WaveAnswers waveAnswers,
            TaskRunner runner,
            Bindings bindings,
            Schedules schedules,
            Tasks tasks,
            TaskList list) {}

    public Steps steps() {
        return steps;
    }

    /** Configure the sample on empty databases. */
    public Sample startAnew() {
        var sample =
                Sample.on(EmbeddedPostgres.shared(), EmbeddedPostgres.named("scratch"), Path.of("target", "sample"));
        sample.recreate();
        var administrator =
                accounts.save(new Account(0, "administrator", Account.Kind.PERSON, true, List.of(), Instant.EPOCH));
        configuration.apply(new ConfigurationReader().read(sample.configuration()), false, false, administrator);
        return sample;
    }

    public Account account(String name) {
        return accounts.byName(name).orElseThrow();
    }

    public Issue issue(Issue issue) {
        return issues.findById(issue.id()).orElseThrow();
    }

    /** Open a one-off by the API, claim it for a process instance and check it. */
    public Issue open(String sql, String targets) {
        return checked(requested(Map.of("project", "shop", "title", "A change", "targets", targets, "sql", sql)));
    }

    /** Open the roll-out of files by their paths and texts likewise. */
    public Issue openRelease(Map<String, String> texts, String targets) {
        return checked(requested(Map.of(
                "project",
                "shop",
                "title",
                "Files",
                "targets",
                targets,
                "release",
                released(null, texts).name())));
    }

    /** Make a release of files by their paths and texts, of a track or of the project's own. */
    public Release released(@Nullable String track, Map<String, String> texts) {
        var files = texts.entrySet().stream()
                .map(file -> new ReleaseDraft.File(file.getKey(), file.getValue()))
                .toList();
        return archive.store(
                projects.byName("shop").orElseThrow(),
                new ReleaseDraft(track, files, null, null, null, Set.of()),
                account("developer").id());
    }

    private Issue checked(Issue issue) {
        steps.checking().check(issue.plan());
        return issue;
    }

    /** Open a one-off whose checks are not what is tested of: they are done, and have found nothing. */
    public Issue openChecked(String sql, String targets) {
        Issue issue = requested(Map.of("project", "shop", "title", "A change", "targets", targets, "sql", sql));
        steps.checks().finish(steps.checks().begin(issue.plan()));
        return issue;
    }

    /** Ask for a roll-out of parts, each a release with its targets, which may be open already. */
    ChangeDesk.Opened request(List<ChangeForm.PartForm> parts) {
        return commands.open(
                account("developer"),
                new ChangeForm("shop", "Parts", "", List.of(), "", "", List.of(), "", "", "", List.of(), parts));
    }

    /** Ask for such a roll-out, which may be open already. */
    ChangeDesk.Opened request(Release release, String targets) {
        return commands.open(
                account("developer"),
                ChangeForm.of(
                        Map.of("project", "shop", "title", "Files", "targets", targets, "release", release.name())));
    }

    private Issue requested(Map<String, String> form) {
        return taken(commands.open(account("developer"), ChangeForm.of(form)).issue());
    }

    /** Claim an issue that the API opened for a process instance. */
    public Issue taken(Issue issue) {
        var opened = steps.opening().open(key(), Map.of("issueId", String.valueOf(issue.id())));
        assertThat(opened.state()).isEqualTo(IssueOpening.State.OPENED);
        return issue;
    }

    /** Enter the next stage of an issue under a policy, as a fresh process instance. */
    public Stage enterStage(Issue issue, Policy policy) {
        var next = steps.issue().next(issue.id());
        assertThat(next.step()).isEqualTo(IssueFlow.Step.STAGE);
        var stage = Objects.requireNonNull(next.stage());
        steps.planning().plan(key(), Objects.requireNonNull(next.stageRun()));
        steps.stage().adopt(stage.id(), policy);
        return stage;
    }

    /** Answer the stage's open question for an approval. */
    public void approve(Stage stage, String by) {
        steps.answers()
                .approve(
                        ask(stage),
                        stage.id(),
                        accounts.byName(by),
                        () -> new StageAnswers.ApprovalForm(Approval.Decision.APPROVE, "", null));
    }

    /** Answer the stage's open question for a release. */
    public void release(Stage stage, String by, @Nullable Instant startAt) {
        releaseOn(stage, by, new StageRelease.Terms(startAt, null));
    }

    /** Answer the stage's open question for a release on terms of one's own. */
    void releaseOn(Stage stage, String by, StageRelease.Terms terms) {
        releaseOn(ask(stage), stage, by, terms);
    }

    /** Answer a question for a release that was read before. */
    void releaseOn(UUID ask, Stage stage, String by, StageRelease.Terms terms) {
        steps.answers().release(ask, stage.id(), accounts.byName(by), () -> new StageAnswers.ReleaseForm(false, terms));
    }

    /** Start a wave as its worker does. */
    WaveFlow.Started start(long wave) {
        steps.drift().beforeStart(wave);
        steps.health().beforeStart(wave);
        return steps.wave().start(wave);
    }

    /** Configure the sample's environments anew, each as its lines of YAML say. */
    void configureEnvironments(String yaml) {
        configure("environments:\n" + yaml.indent(2));
    }

    /** Configure some of the sample anew. */
    void configure(String yaml) {
        configuration.apply(new ConfigurationReader().read(yaml), false, false, account("administrator"));
    }

    /** Carry a change through a stage, for what comes after it. */
    public void carry(Issue issue) {
        var stage = enterStage(issue, AUTOMATIC);
        long wave = enterWave(stage);
        run(wave, start(wave).batches());
    }

    public UUID ask(Stage stage) {
        return Objects.requireNonNull(steps.stage().nextDecision(stage.id()).ask())
                .id();
    }

    String problem(Stage stage) {
        return Optional.ofNullable(steps.stage().nextDecision(stage.id()).ask())
                .map(ask -> ask.problem())
                .orElse("");
    }

    StageFlow.Decision nextDecision(Stage stage) {
        return steps.stage().nextDecision(stage.id()).decision();
    }

    /** Claim the next wave of a confirmed stage; returns its id. */
    public long enterWave(Stage stage) {
        assertThat(steps.release().confirm(stage.id())).isTrue();
        var next = steps.stage().nextWave(stage.id());
        return steps.bindings()
                .claimWave(key(), Objects.requireNonNull(next.waveRun()))
                .orElseThrow();
    }

    /** Run every batch of a wave that has started. */
    public void run(long wave, List<String> batches) {
        batches.forEach(batch ->
                steps.runner().run(UUID.fromString(batch.substring(batch.indexOf('/') + 1)), wave, () -> {}));
    }

    /** Return the names of the databases that a wave is for. */
    List<String> databases(Stage stage, long wave) {
        return steps.list().page(stage.id(), 0, 100).stream()
                .filter(row -> Objects.equals(row.wave(), wave))
                .map(row -> row.target().substring(row.target().lastIndexOf('/') + 1))
                .toList();
    }

    static long key() {
        return KEYS.incrementAndGet();
    }
}
