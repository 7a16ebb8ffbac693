package io.slipway.change;

import io.slipway.failure.RejectedException;
import io.slipway.plan.PlanTargets;
import io.slipway.plan.Planner;
import io.slipway.plan.ReconcileFile;
import io.slipway.plan.ReconcileFiles;
import io.slipway.project.Account;
import io.slipway.review.Audit;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import io.slipway.review.Separation;
import io.slipway.rollout.task.Divergence;
import io.slipway.rollout.task.Divergences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people decide about targets that are DIVERGED: they hold an earlier text of a file that was edited in the issue. */
@Component
public class DivergenceCommands {

    private final ChangeDesk desk;
    private final IssueCommands commands;
    private final Separation separation;
    private final Issues issues;
    private final Divergences divergences;
    private final Plans plans;
    private final Audit audit;

    DivergenceCommands(
            ChangeDesk desk,
            IssueCommands commands,
            Separation separation,
            Issues issues,
            Divergences divergences,
            Plans plans,
            Audit audit) {
        this.desk = desk;
        this.commands = commands;
        this.separation = separation;
        this.issues = issues;
        this.divergences = divergences;
        this.plans = plans;
        this.audit = audit;
    }

    /**
     * Give targets SQL of their own that takes them to the present text. It is an edit: part of the digest, to be checked and approved.
     * The same SQL for the same targets again gives the same answer.
     *
     * @param targets resource names, or short ones as {@code instance/database}
     * @throws RejectedException while a task is scheduled or runs, if a target is not DIVERGED, or no reason is given
     */
    @Transactional
    public Issue reconcile(Account account, long issueId, List<String> targets, String sql, String reason) {
        ChangeForm.requireSmall("", Stream.of(sql, reason));
        requireReason(reason);
        Issue issue = issues.lock(issueId).orElseThrow();
        separation.requireEditor(account, issue);
        Map<Long, Integer> chosen = plans.chosen(issue.plan(), targets);
        if (issue.status() == Issue.Status.OPEN && plans.isGiven(issue.plan(), chosen, sql)) {
            return issue;
        }
        commands.unlocked(issueId);
        requireSql(sql);
        var found = diverged(issue, chosen);
        String version = "%s-reconcile-1".formatted(Issue.oneOffVersion(issue.number(), issue.edits() + 1));
        var all = plans.others(issue.plan(), chosen);
        all.add(new Planner.Reconcile(
                version,
                sql,
                reason,
                account.id(),
                chosen.values().stream().sorted().toList()));
        Issue edited = desk.reconcile(account, issue, all);
        record("reconcile-given", account, issue, found, Map.of("file", version, "reason", reason));
        commands.lookAgain(edited);
        return edited;
    }

    /**
     * Accept what targets hold as equal to the present text: their tasks write that into their ledgers, and no SQL runs for it. It is a
     * releaser's decision, by which approvals are kept. Repeated, it gives the same answer.
     *
     * @throws RejectedException while a task is scheduled or runs, if a target is not DIVERGED or has a reconcile file, or no reason is given
     */
    @Transactional
    public Issue acceptAsEqual(Account account, long issueId, List<String> targets, String reason) {
        requireReason(reason);
        Issue issue = issues.lock(issueId).orElseThrow();
        separation.requireReleaser(account, issue);
        Map<Long, Integer> chosen = plans.chosen(issue.plan(), targets);
        var open = divergences.of(issue.plan()).stream()
                .filter(it -> chosen.containsKey(it.planTarget()) && it.acceptedBy() == null)
                .toList();
        if (open.isEmpty() && chosen.keySet().stream().allMatch(target -> divergences.isAccepted(issueId, target))) {
            return issue;
        }
        commands.unlocked(issueId);
        var found = diverged(issue, chosen);
        found.stream().filter(it -> it.reconcileFile() != null).findFirst().ifPresent(it -> {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "target-reconciled",
                    "A target has the reconcile file '%s'.".formatted(pathOf(it)),
                    "Let that file run; or have the change edited, which takes it away, and accept the text then.");
        });
        found.forEach(it -> divergences.accept(issueId, it, account, reason));
        record("text-accepted", account, issue, found, Map.of("reason", reason));
        return commands.lookAgain(issue);
    }

    private static String pathOf(Divergence divergence) {
        return divergence.reconcileFile() == null
                ? ""
                : divergence.reconcileFile().path();
    }

    /** Return what the chosen targets hold otherwise; each of them must. */
    private List<Divergence> diverged(Issue issue, Map<Long, Integer> chosen) {
        var found = divergences.of(issue.plan()).stream()
                .filter(it -> chosen.containsKey(it.planTarget()))
                .toList();
        var known = found.stream().map(Divergence::planTarget).collect(Collectors.toSet());
        if (!known.containsAll(chosen.keySet())) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "not-diverged",
                    "Not every target that is named holds an earlier text of a file of issue %d."
                            .formatted(issue.number()),
                    "Name only targets that the issue lists as diverged.");
        }
        return found;
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw RejectedException.reasonMissing();
        }
    }

    private static void requireSql(String sql) {
        if (sql.isBlank()) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "no-sql",
                    "The reconcile file is empty.",
                    "Write the SQL that takes the targets to the present text; or have the text accepted as equal.");
        }
    }

    private void record(String event, Account account, Issue issue, List<Divergence> found, Map<String, String> said) {
        var facts = new LinkedHashMap<String, Object>(said);
        facts.put("targets", plans.names(issue.plan(), found));
        facts.put(
                "before", found.stream().map(Divergence::heldSha256).distinct().toList());
        facts.put("after", found.stream().map(Divergence::sha256).distinct().toList());
        audit.record(new Audit.Event(event, account.name(), issue.id(), "issue " + issue.number(), facts));
    }

    /** The targets of plans by their names and places, and the reconcile files that they have. */
    @Component
    static class Plans {

        private static final int NAMED = 20;

        private final Planner planner;
        private final PlanTargets planTargets;
        private final ReconcileFiles reconcileFiles;

        Plans(Planner planner, PlanTargets planTargets, ReconcileFiles reconcileFiles) {
            this.planner = planner;
            this.planTargets = planTargets;
            this.reconcileFiles = reconcileFiles;
        }

        /** Return the plan targets that are named, each with its place in the plan's list. */
        Map<Long, Integer> chosen(long plan, List<String> names) {
            var refs = planner.presentTargets(plan);
            var ids = planTargets.of(plan);
            var chosen = new LinkedHashMap<Long, Integer>();
            for (String name : names) {
                int place = 0;
                while (place < refs.size()
                        && !refs.get(place).name().equals(name)
                        && !refs.get(place).shortName().equals(name)) {
                    place++;
                }
                if (place == refs.size()) {
                    throw unknown(name);
                }
                chosen.put(ids.get(place).id(), place);
            }
            if (chosen.isEmpty()) {
                throw unknown("");
            }
            return chosen;
        }

        private static RejectedException unknown(String name) {
            return new RejectedException(
                    RejectedException.Reason.NOT_FOUND,
                    "unknown-target",
                    "The change has no target '%s'.".formatted(io.slipway.review.Directory.shown(name)),
                    "Name targets of the change as in 'instance/database'.");
        }

        boolean isGiven(long plan, Map<Long, Integer> chosen, String sql) {
            return reconcileFiles.of(plan).stream()
                    .filter(file -> file.statement().equals(sql))
                    .anyMatch(file -> file.planTargets().size() == chosen.size()
                            && chosen.keySet().containsAll(file.planTargets()));
        }

        /** Return the plan's reconcile files for targets that are not chosen. */
        List<Planner.Reconcile> others(long plan, Map<Long, Integer> chosen) {
            var ids = planTargets.of(plan).stream().map(target -> target.id()).toList();
            var others = new ArrayList<Planner.Reconcile>();
            for (ReconcileFile file : reconcileFiles.of(plan)) {
                var left = file.planTargets().stream()
                        .filter(target -> !chosen.containsKey(target))
                        .map(ids::indexOf)
                        .toList();
                if (!left.isEmpty()) {
                    others.add(new Planner.Reconcile(
                            file.version(), file.statement(), file.reason(), file.account(), left));
                }
            }
            return others;
        }

        List<String> names(long plan, List<Divergence> found) {
            var ids = planTargets.of(plan).stream().map(target -> target.id()).toList();
            var refs = planner.presentTargets(plan);
            return found.stream()
                    .map(Divergence::planTarget)
                    .distinct()
                    .limit(NAMED)
                    .map(target -> refs.get(ids.indexOf(target)).shortName())
                    .toList();
        }
    }
}
