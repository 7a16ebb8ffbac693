package io.slipway.process;

import io.camunda.process.test.api.EmbeddedCamundaAssert;
import io.slipway.change.ChangeForm;
import io.slipway.change.IssueCommands;
import io.slipway.configuration.ConfigurationApply;
import io.slipway.configuration.ConfigurationReader;
import io.slipway.embedded.EmbeddedPlatform;
import io.slipway.embedded.Platform;
import io.slipway.embedded.TasklistTask;
import io.slipway.embedded.TasklistUser;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.project.Project;
import io.slipway.project.Projects;
import io.slipway.release.Release;
import io.slipway.release.ReleaseArchive;
import io.slipway.release.ReleaseDraft;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import io.slipway.sample.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The sample's people at work: what they do in Tasklist and by the API, and what they can see afterwards. */
@TestComponent
final class Shop {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Platform platform = EmbeddedPlatform.shared();
    private final Accounts accounts;
    private final Projects projects;
    private final ReleaseArchive archive;
    private final IssueCommands commands;
    private final Issues issues;
    private final JdbcClient jdbc;
    private final Sample sample;

    Shop(
            Accounts accounts,
            Projects projects,
            ReleaseArchive archive,
            IssueCommands commands,
            Issues issues,
            JdbcClient jdbc,
            ConfigurationApply configuration) {
        this.accounts = accounts;
        this.projects = projects;
        this.archive = archive;
        this.commands = commands;
        this.issues = issues;
        this.jdbc = jdbc;
        this.sample = Sample.on(platform.postgres(), platform.scratch(), Path.of("target", "sample"));
        configuration.apply(new ConfigurationReader().read(sample.configuration()), false, false, administrator());
    }

    private Account administrator() {
        return accounts.byName("administrator")
                .orElseGet(() -> accounts.save(
                        new Account(0, "administrator", Account.Kind.PERSON, true, List.of(), Instant.EPOCH)));
    }

    /**
     * Empty the sample's databases, forget what they were owed, give up what earlier tests have left open, behind which others would wait for
     * their turn, and wait until Tasklist can show every form; one test at a time.
     */
    void startAnew() {
        jdbc.sql("""
                UPDATE issue
                SET status = 'CANCELED', request = 'NONE', close_reason = 'Left by a test.', version = version + 1
                WHERE status = 'OPEN'
                """).update();
        sample.recreate();
        jdbc.sql("DELETE FROM catch_up").update();
        List.of(
                        "ApproveChange",
                        "ReleaseStage",
                        "CancelOrReschedule",
                        "EditChange",
                        "ConfirmRequest",
                        "ResolveFailures",
                        "HoldForPromotion")
                .forEach(platform::awaitForm);
    }

    Sample sample() {
        return sample;
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    Account account(String name) {
        return accounts.byName(name).orElseThrow();
    }

    Project project() {
        return projects.byName("shop").orElseThrow();
    }

    /** Make a release of files as CI does. */
    Release release(Map<String, String> files) {
        var drafts = files.entrySet().stream()
                .map(file -> new ReleaseDraft.File(file.getKey(), file.getValue()))
                .toList();
        return release(new ReleaseDraft(null, drafts, null, null, null, Set.of()));
    }

    /** Make a release with its commit as CI does. */
    Release release(ReleaseDraft draft) {
        return archive.store(project(), draft, account("ci").id());
    }

    /** Open a one-off by the API as the developer; its process starts by itself. */
    Issue oneOff(String title, String targets, String sql) {
        return open("developer", Map.of("project", "shop", "title", title, "targets", targets, "sql", sql));
    }

    /** Start a process as anybody may who reaches Camunda's REST API; returns the instance's key. */
    static long startByRest(String process, Map<String, ?> variables) {
        var json = JsonMapper.shared();
        var answer = io.slipway.embedded.Http.sendJson(
                "POST",
                EmbeddedPlatform.shared().restAddress().resolve("/v2/process-instances"),
                json.writeValueAsString(Map.of("processDefinitionId", process, "variables", variables)));
        return json.readTree(answer).path("processInstanceKey").asLong();
    }

    /** Open an issue by the API; its process starts by itself. */
    Issue open(String by, Map<String, ?> form) {
        return commands.open(account(by), ChangeForm.of(form)).issue();
    }

    /** Start a change by Tasklist's start form and confirm it as the same person; returns the issue opened from it. */
    Issue startInTasklist(String person, Map<String, ?> form) {
        var user = in(person);
        long processInstance = user.startProcess("DatabaseChange", form);
        decide(user, user.awaitTask(processInstance, "ConfirmRequest"), Map.of("decision", "confirm"));
        return awaitOpened(processInstance);
    }

    /** Wait until a request is an issue. */
    Issue awaitOpened(long processInstance) {
        Awaitility.await("an issue is opened")
                .atMost(PATIENCE)
                .until(() -> opened(processInstance).isPresent());
        return issues.findById(opened(processInstance).orElseThrow()).orElseThrow();
    }

    private Optional<Long> opened(long processInstance) {
        return jdbc.sql("SELECT issue FROM change_request WHERE process_instance_key = :key AND issue IS NOT NULL")
                .param("key", processInstance)
                .query(Long.class)
                .optional();
    }

    TasklistUser in(String name) {
        return platform.tasklistUser(name);
    }

    /** Return the roles that decide on an issue in an environment, by the policy that was adopted. */
    List<String> approvalSteps(Issue issue, String environment) {
        return jdbc.sql("""
                        SELECT unnest(s.approval_steps)
                        FROM stage s
                        JOIN rollout r ON r.id = s.rollout
                        JOIN environment e ON e.id = s.environment
                        WHERE r.issue = :issue AND e.name = :environment
                        """)
                .param("issue", issue.id())
                .param("environment", environment)
                .query(String.class)
                .list();
    }

    /** Wait for a user task of an issue. */
    TasklistTask awaitTask(String person, Issue issue, String element) {
        return in(person).awaitTask(element, Map.of("issueId", String.valueOf(issue.id())));
    }

    /** Wait until a task's form says why the last answer was refused: Tasklist imports a variable's new value after the task. */
    void awaitProblem(String person, TasklistTask task, String text) {
        var user = in(person);
        Awaitility.await("the form says '" + text + "'")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() ->
                        user.variable(task, "view").path("problem").asString().contains(text));
    }

    /** Take and complete a user task of an issue as a person. */
    void decide(String person, Issue issue, String element, Map<String, ?> answer) {
        var user = in(person);
        try {
            decide(user, user.awaitTask(element, Map.of("issueId", String.valueOf(issue.id()))), answer);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no " + element + " came; so far:\n" + story(issue), e);
        }
    }

    /** Complete a task and wait until Tasklist lists it no more, so that the next one of its kind is not mistaken for it. */
    static void decide(TasklistUser user, TasklistTask task, Map<String, ?> answer) {
        user.decide(task, answer);
        user.awaitEnd(task);
    }

    /** Wait until an issue's own process has ended, and return the elements that it completed. */
    Set<String> completedByIssue(Issue issue) {
        return completed("issue = :id AND stage_run IS NULL AND wave_run IS NULL", issue);
    }

    /** Wait until the process of an issue's newest wave run has ended, and return the elements that it completed. */
    Set<String> completedByWave(Issue issue) {
        return completed("issue = :id AND wave_run IS NOT NULL", issue);
    }

    private Set<String> completed(String binding, Issue issue) {
        return completed(jdbc.sql("SELECT max(process_instance_key) FROM process_binding WHERE " + binding)
                .param("id", issue.id())
                .query(Long.class)
                .single());
    }

    /** The engine's own records tell it: Camunda Process Test reads no more than Operate's first ten elements. */
    Set<String> completed(long processInstance) {
        EmbeddedCamundaAssert.readFrom(platform.operateAddress());
        EmbeddedCamundaAssert.assertThatInstance(processInstance).isCompleted();
        return Records.completed(platform.openSearchAddress(), processInstance);
    }

    /** Tell what has become of an issue, for a person who reads a failed test. */
    String story(Issue issue) {
        var told = new java.util.ArrayList<String>(
                jdbc.sql("""
                        SELECT event || ' ' || actor || ' ' || subject || ' ' || facts
                        FROM audit_event
                        WHERE issue = :issue
                        ORDER BY id
                        """).param("issue", issue.id()).query(String.class).list());
        told.addAll(jdbc.sql("SELECT 'ask ' || kind || ' ' || status || ' ' || problem FROM ask ORDER BY number")
                .query(String.class)
                .list());
        told.addAll(jdbc.sql("SELECT 'finding ' || level || ' ' || code || ' ' || path || ' ' || text FROM finding")
                .query(String.class)
                .list());
        told.addAll(jdbc.sql("SELECT 'task ' || id || ' ' || status || ' ' || sentence FROM task")
                .query(String.class)
                .list());
        told.addAll(jdbc.sql(
                        "SELECT 'wakeup ' || message || ' ' || correlation_key || ' ' || attempts || ' ' || coalesce(done_at::text, 'not done') FROM outbox")
                .query(String.class)
                .list());
        var incidents = io.slipway.embedded.Http.sendJson(
                "POST",
                platform.openSearchAddress().resolve("/zeebe-record*/_search?q=valueType:INCIDENT&size=10"),
                "{}");
        JsonMapper.shared()
                .readTree(incidents)
                .findValues("_source")
                .forEach(incident -> told.add(
                        "incident " + incident.path("value").path("elementId").asString() + " "
                                + incident.path("value").path("errorMessage").asString()));
        return String.join("\n", told);
    }

    Issue awaitStatus(Issue issue, Issue.Status status) {
        Awaitility.await("issue " + issue.number() + " is " + status)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> issues.findById(issue.id()).orElseThrow().status() == status);
        return issues.findById(issue.id()).orElseThrow();
    }

    /** Wait until the only task of a target has a state. */
    void awaitTaskState(Issue issue, String database, String state) {
        Awaitility.await(database + " is " + state)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> taskState(issue, database).equals(state));
    }

    String taskState(Issue issue, String database) {
        return jdbc.sql("""
                        SELECT t.status
                        FROM task t
                        JOIN plan_target p ON p.id = t.plan_target
                        JOIN plan_part pp ON pp.id = p.plan_part
                        JOIN issue i ON i.plan = pp.plan
                        JOIN database d ON d.id = p.database
                        WHERE i.id = :issue AND d.name = :database
                        """)
                .param("issue", issue.id())
                .param("database", database)
                .query(String.class)
                .single();
    }

    /** Return the stage of an issue in an environment. */
    long stageOf(Issue issue, String environment) {
        return jdbc.sql("""
                        SELECT s.id
                        FROM stage s
                        JOIN rollout r ON r.id = s.rollout
                        JOIN environment e ON e.id = s.environment
                        JOIN issue i ON i.id = r.issue AND i.plan = r.plan
                        WHERE i.id = :issue AND e.name = :environment
                        """)
                .param("issue", issue.id())
                .param("environment", environment)
                .query(Long.class)
                .single();
    }

    /** Return what was said of an issue, in order, each with who said it. */
    List<String> comments(Issue issue) {
        return jdbc.sql("""
                        SELECT a.name || ': ' || c.text
                        FROM comment c
                        JOIN account a ON a.id = c.account
                        WHERE c.issue = :issue
                        ORDER BY c.id
                        """).param("issue", issue.id()).query(String.class).list();
    }

    /** Return the versions that a target's own ledger holds. */
    List<String> ledger(String database) {
        if (value(database, "SELECT to_regclass('slipway.revision')") == null) {
            return List.of();
        }
        try (var connection = platform.postgres().connect(sample.url(database));
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("SELECT version FROM slipway.revision ORDER BY applied_at, version")) {
            var versions = new java.util.ArrayList<String>();
            while (rows.next()) {
                versions.add(rows.getString(1));
            }
            return versions;
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Return one value from a target. */
    @Nullable
    String value(String database, String query) {
        try (var connection = platform.postgres().connect(sample.url(database));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
