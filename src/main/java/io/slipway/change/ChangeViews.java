package io.slipway.change;

import io.slipway.change.view.FileSummaries;
import io.slipway.change.view.StartProposals;
import io.slipway.plan.PendingFiles;
import io.slipway.plan.PlanTargets;
import io.slipway.plan.ReconcileFiles;
import io.slipway.project.Environments;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.release.MigrationFile;
import io.slipway.release.MigrationKind;
import io.slipway.review.CheckRecords;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import io.slipway.rollout.Stage;
import io.slipway.rollout.Stages;
import io.slipway.rollout.task.Divergence;
import io.slipway.rollout.task.Divergences;
import io.slipway.rollout.task.Task;
import io.slipway.rollout.task.Tasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a form shows of a change: one context of flat texts and lists of flat records, bounded to stay far below 64 KB (law 8). All of it is
 * untrusted text, which the forms show in components that do not interpret it.
 */
@Component
@Transactional(readOnly = true)
public class ChangeViews {

    private static final int MAX_SQL = 12_000;
    private static final int MAX_TEXT = 400;
    private static final int MAX_EDITED = 60_000;
    private static final int MAX_ROWS = 40;

    private final Issues issues;
    private final Stages stages;
    private final Tasks tasks;
    private final CheckRecords checks;
    private final TargetViews targets;
    private final IssueViews people;
    private final StageTexts texts;

    ChangeViews(
            Issues issues,
            Stages stages,
            Tasks tasks,
            CheckRecords checks,
            TargetViews targets,
            IssueViews people,
            StageTexts texts) {
        this.issues = issues;
        this.stages = stages;
        this.tasks = tasks;
        this.checks = checks;
        this.targets = targets;
        this.people = people;
        this.texts = texts;
    }

    /** Return what the form of a request that nobody has confirmed shows. */
    public static Map<String, Object> ofRequest(Map<String, ?> fields, String problem) {
        var view = new HashMap<String, Object>();
        ChangeForm.FIELDS.forEach(field -> view.put(field, ""));
        fields.forEach((field, value) -> view.put(
                field,
                value instanceof List<?> list
                        ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                        : String.valueOf(value)));
        view.put("subject", bounded(String.valueOf(view.get("title")), MAX_TEXT));
        view.put("problem", problem);
        return view;
    }

    /** Return what the form for editing a change shows: what can be edited is there in full, or an edit would cut it. */
    public Map<String, Object> ofIssue(long issueId, String problem) {
        Issue issue = issues.findById(issueId).orElseThrow();
        var view = people.of(issue, problem);
        List<Stage> ofIssue = stages.ofIssue(issueId);
        ofIssue.forEach(stage -> view.merge("decisions", people.decisions(stage), ChangeViews::joined));
        view.put("environment", "");
        view.put("requestedChanges", people.requestedChanges(ofIssue));
        addChange(view, ofIssue.getFirst());
        view.put("description", issue.description());
        view.put("labels", String.join(", ", issue.labels()));
        List<MigrationFile> released = files(tasks.ofStage(ofIssue.getFirst().id()));
        boolean oneOff = Boolean.TRUE.equals(view.get("sqlEditable"));
        if (oneOff) {
            view.put("sql", sql(released));
        }
        view.put("filesEditable", !oneOff && fitAForm(released));
        view.put(
                "editFiles",
                oneOff || !fitAForm(released)
                        ? List.of()
                        : released.stream()
                                .map(file -> Map.of("path", file.path(), "statement", file.statement()))
                                .toList());
        return view;
    }

    /** Leaves room for what else the form shows: all of it is one variable. */
    private static boolean fitAForm(List<MigrationFile> files) {
        return files.size() <= ChangeEdit.MAX_FORM_FILES
                && files.stream().mapToInt(file -> file.statement().length()).sum() <= MAX_EDITED;
    }

    /** Return what the forms for deciding on a stage show. */
    public Map<String, Object> ofStage(long stageId, String problem) {
        Stage stage = stages.findById(stageId).orElseThrow();
        Issue issue = issues.findById(stages.issueOf(stageId)).orElseThrow();
        var view = people.of(issue, problem.isEmpty() ? stage.problem() : problem);
        view.put("decisions", people.before(issue, stage));
        texts.add(view, issue, stage);
        addChange(view, stage);
        return view;
    }

    /** Return the start that the form for releasing a stage proposes: {@code window}, {@code zone} and {@code proposedStart}, if any. */
    public Map<String, Object> proposal(long stageId) {
        Stage stage = stages.findById(stageId).orElseThrow();
        return texts.proposal(stage, issues.findById(stages.issueOf(stageId)).orElseThrow());
    }

    private void addChange(Map<String, Object> view, Stage stage) {
        long plan = stages.planOf(stage.id());
        List<Task> ofStage = tasks.ofStage(stage.id());
        var shown = targets.of(plan, ofStage.stream().limit(MAX_ROWS).toList(), checks.targets(plan));
        var found = checks.findings(plan, stage.environment(), MAX_ROWS + 1);
        List<MigrationFile> released = files(ofStage);
        var files = new ArrayList<>(released);
        files.addAll(targets.reconcileFiles(plan, ofStage));
        String sql = sql(files);
        view.put("sql", bounded(sql, MAX_SQL));
        view.put(
                "sqlEditable",
                released.size() == 1 && released.getFirst().version().startsWith("issue/"));
        view.put("files", files.stream().limit(MAX_ROWS).map(targets::file).toList());
        view.put("targets", shown);
        view.put(
                "findings",
                found.stream()
                        .limit(MAX_ROWS)
                        .map(finding -> finding(finding, shown))
                        .toList());
        view.put("truncated", truncated(sql, files.size(), ofStage.size(), found.size()));
    }

    private List<MigrationFile> files(List<Task> ofStage) {
        return ofStage.isEmpty() ? List.of() : targets.files(ofStage.getFirst());
    }

    private static String sql(List<MigrationFile> files) {
        return files.stream()
                .map(file -> files.size() == 1 ? file.statement() : "-- " + file.path() + "\n" + file.statement())
                .collect(Collectors.joining("\n"));
    }

    private static String truncated(String sql, int files, int targets, int findings) {
        var left = new ArrayList<String>();
        if (sql.length() > MAX_SQL) {
            left.add("the SQL is cut after %d characters".formatted(MAX_SQL));
        }
        if (files > MAX_ROWS) {
            left.add("%d of %d files are listed".formatted(MAX_ROWS, files));
        }
        if (targets > MAX_ROWS) {
            left.add("%d of %d targets are listed".formatted(MAX_ROWS, targets));
        }
        if (findings > MAX_ROWS) {
            left.add("only the first %d findings are listed".formatted(MAX_ROWS));
        }
        return left.isEmpty() ? "" : "Read the rest with 'slipway status': " + String.join("; ", left) + ".";
    }

    private static Map<String, Object> finding(CheckRecords.FoundRecord finding, List<Map<String, Object>> shown) {
        String target = finding.planTarget() == null
                ? "all"
                : shown.stream()
                        .filter(row -> finding.planTarget().toString().equals(row.get("id")))
                        .map(row -> String.valueOf(row.get("target")))
                        .findFirst()
                        .orElse("other");
        return Map.of(
                "level", finding.level(),
                "target", target,
                "file", bounded(finding.path(), MAX_TEXT),
                "line", finding.line() == 0 ? "" : String.valueOf(finding.line()),
                "rule", finding.code(),
                "text", bounded(finding.text() + " " + finding.help(), MAX_TEXT));
    }

    private static Object joined(Object one, Object other) {
        var all = new ArrayList<Object>((List<?>) one);
        all.addAll((List<?>) other);
        return all;
    }

    static String bounded(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit) + "…";
    }

    /** Where a stage stands, when it may start, and what comes after it. */
    @Component
    static class StageTexts {

        private final Stages stages;
        private final Environments environments;
        private final StartProposals proposals;

        StageTexts(Stages stages, Environments environments, StartProposals proposals) {
            this.stages = stages;
            this.environments = environments;
            this.proposals = proposals;
        }

        void add(Map<String, Object> view, Issue issue, Stage stage) {
            view.put("environment", name(stage));
            view.put("subject", IssueViews.subject(issue, name(stage)));
            view.put("policy", policy(stage));
            view.put("later", later(stage, issue));
            view.put("conditions", proposals.conditions(stage));
            view.put("window", Optional.ofNullable(stage.windowName()).orElse(""));
            view.putAll(proposal(stage, issue));
            proposals
                    .warning(stage)
                    .ifPresent(warning -> view.merge("timing", warning, (said, first) -> first + "\n" + said));
        }

        Map<String, Object> proposal(Stage stage, Issue issue) {
            return proposals.of(stage, issue);
        }

        private String name(Stage stage) {
            return environments.findById(stage.environment()).orElseThrow().name();
        }

        private static String policy(Stage stage) {
            return stage.approvalRow() == null
                    ? ""
                    : "row '%s' of ApprovalPolicy, row '%s' of RolloutPolicy"
                            .formatted(stage.approvalRow(), stage.rolloutRow());
        }

        /** Name the stages that come after a stage. */
        private String later(Stage stage, Issue issue) {
            return stages.ofIssue(issue.id()).stream()
                    .filter(other -> other.position() > stage.position())
                    .map(this::name)
                    .collect(Collectors.joining(", "));
        }
    }

    /** The rows on targets and files. */
    @Component
    static class TargetViews {

        private static final CheckRecords.TargetSummary NOT_CHECKED = new CheckRecords.TargetSummary(0, "UNKNOWN", -1);

        private final PlanTargets planTargets;
        private final PendingFiles pendingFiles;
        private final Targets targets;
        private final ReconcileFiles reconcileFiles;
        private final Divergences divergences;
        private final FileSummaries summaries;

        TargetViews(
                PlanTargets planTargets,
                PendingFiles pendingFiles,
                Targets targets,
                ReconcileFiles reconcileFiles,
                Divergences divergences,
                FileSummaries summaries) {
            this.reconcileFiles = reconcileFiles;
            this.divergences = divergences;
            this.planTargets = planTargets;
            this.pendingFiles = pendingFiles;
            this.targets = targets;
            this.summaries = summaries;
        }

        List<Map<String, Object>> of(long plan, List<Task> shown, Map<Long, CheckRecords.TargetSummary> found) {
            var diverged = divergences.of(plan).stream()
                    .filter(it -> !it.isSettled())
                    .map(Divergence::planTarget)
                    .collect(Collectors.toSet());
            return shown.stream()
                    .map(task -> row(
                            task,
                            found.getOrDefault(task.planTarget(), NOT_CHECKED),
                            diverged.contains(task.planTarget())))
                    .toList();
        }

        /** Return the SQL of its own that some of these tasks' targets get, as files. */
        List<MigrationFile> reconcileFiles(long plan, List<Task> ofStage) {
            var ids = ofStage.stream().map(Task::planTarget).collect(Collectors.toSet());
            return reconcileFiles.of(plan).stream()
                    .filter(file -> file.planTargets().stream().anyMatch(ids::contains))
                    .map(file -> new MigrationFile(
                            0,
                            0,
                            0,
                            file.path(),
                            file.version(),
                            MigrationKind.ONE_OFF,
                            file.sha256(),
                            file.statement()))
                    .toList();
        }

        private Map<String, Object> row(Task task, CheckRecords.TargetSummary found, boolean diverged) {
            var target = planTargets.findById(task.planTarget()).orElseThrow();
            var row = new LinkedHashMap<String, Object>();
            row.put("id", String.valueOf(task.planTarget()));
            row.put(
                    "target",
                    targets.byId(target.database(), target.schemaName())
                            .map(TargetRef::shortName)
                            .orElse("gone"));
            row.put("files", String.valueOf(pendingFiles.of(target).pending().size()));
            row.put("risk", found.risk());
            row.put("rows", found.affectedRows() < 0 ? "unknown" : "at most " + found.affectedRows());
            row.put(
                    "state",
                    bounded(
                            (diverged ? "DIVERGED, " : "")
                                    + task.status()
                                    + (task.sentence().isEmpty() ? "" : ": " + task.sentence()),
                            MAX_TEXT));
            return row;
        }

        List<MigrationFile> files(Task task) {
            return pendingFiles
                    .of(planTargets.findById(task.planTarget()).orElseThrow())
                    .all();
        }

        Map<String, Object> file(MigrationFile file) {
            return Map.of(
                    "file", bounded(file.path(), MAX_TEXT),
                    "version", bounded(file.version(), MAX_TEXT),
                    "hash", file.sha256().substring(0, 12),
                    "summary", summaries.of(file.statement()));
        }
    }
}
