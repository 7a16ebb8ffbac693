package io.slipway.change;

import io.slipway.change.checking.Held;
import io.slipway.change.checking.TargetChecking;
import io.slipway.change.checking.Work;
import io.slipway.check.CheckReport;
import io.slipway.check.FileToCheck;
import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.TargetReport;
import io.slipway.failure.SlipwayException;
import io.slipway.plan.PendingFiles;
import io.slipway.plan.PlanTarget;
import io.slipway.plan.PlanTargets;
import io.slipway.plan.Planner;
import io.slipway.plan.Plans;
import io.slipway.plan.ReconcileFile;
import io.slipway.project.Instance;
import io.slipway.project.Projects;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.release.MigrationKind;
import io.slipway.review.CheckRecords;
import io.slipway.rollout.hotfix.CatchUps;
import io.slipway.rollout.task.Divergence;
import io.slipway.rollout.task.Divergences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Checks a plan for all its targets and keeps what was found. Of a target only its ledger is read; the SQL itself
 * runs on scratch servers alone.
 */
@Component
public class ChangeChecking {

    private final TargetChecking checking;
    private final CheckRecords records;
    private final PlanTargets planTargets;
    private final PendingFiles pendingFiles;
    private final OnRecord onRecord;
    private final Targets targets;

    ChangeChecking(
            TargetChecking checking,
            CheckRecords records,
            PlanTargets planTargets,
            PendingFiles pendingFiles,
            OnRecord onRecord,
            Targets targets) {
        this.checking = checking;
        this.records = records;
        this.planTargets = planTargets;
        this.pendingFiles = pendingFiles;
        this.onRecord = onRecord;
        this.targets = targets;
    }

    /** Check a plan; run twice, the newer result counts. */
    public void check(long plan) {
        long run = records.begin(plan);
        List<Reached> all = planTargets.of(plan).stream()
                .flatMap(planTarget -> reach(run, planTarget).stream())
                .toList();
        // Only now do our copies of the ledgers say what the targets hold.
        var diverged = onRecord.diverged(plan);
        Map<Scope, List<Reached>> groups = new LinkedHashMap<>();
        for (Reached one : all) {
            Reached reached = one.knowing(diverged.getOrDefault(one.planTarget().id(), List.of()));
            groups.computeIfAbsent(Scope.of(reached), scope -> new ArrayList<>())
                    .add(reached);
            reached.held()
                    .diverged()
                    .forEach(it -> records.add(run, reached.planTarget().id(), found(it)));
        }
        boolean alike = groups.keySet().stream().allMatch(scope -> scope.reconcile() == null)
                && groups.keySet().stream().map(Scope::release).distinct().count() <= 1;
        groups.forEach((scope, reached) -> keep(run, reached, check(scope, reached), alike));
        onRecord.joinedSince(plan).forEach(finding -> records.add(run, null, finding));
        records.finish(run);
    }

    private static Finding found(Divergence it) {
        if (it.reconcileFile() != null) {
            return new Finding(
                    Level.INFO,
                    "diverged-reconciled",
                    null,
                    it.path(),
                    0,
                    it.sentence()
                            + " '%s' takes it to the present one: %s"
                                    .formatted(
                                            it.reconcileFile().path(),
                                            it.reconcileFile().reason()),
                    "Read that file like every other.");
        }
        return it.isSettled()
                ? new Finding(
                        Level.INFO,
                        "diverged-accepted",
                        null,
                        it.path(),
                        0,
                        it.sentence()
                                + " '%s' accepted it as equal to the present one: %s"
                                        .formatted(it.acceptedBy(), it.acceptedBecause()),
                        "Nothing runs for it there.")
                : new Finding(Level.ERROR, "diverged", null, it.path(), 0, it.sentence(), Divergence.help());
    }

    /** Targets that get the same files and are tried out on the same scratch server. */
    private record Scope(
            long release,
            Instance.@Nullable Scratch scratch,
            @Nullable ReconcileFile reconcile) {

        static Scope of(Reached reached) {
            return new Scope(
                    reached.pending().release().id(),
                    reached.held().ref().instance().scratch(),
                    reached.held().reconcile());
        }
    }

    private record Reached(PlanTarget planTarget, Held held, PendingFiles.Pending pending) {

        Reached knowing(List<Divergence> found) {
            return new Reached(planTarget, held.knowing(found), pending);
        }
    }

    private Optional<Reached> reach(long run, PlanTarget planTarget) {
        var ref = targets.byId(planTarget.database(), planTarget.schemaName());
        if (ref.isEmpty()) {
            refuse(
                    run,
                    planTarget,
                    new Finding(
                            Level.ERROR,
                            "target-gone",
                            null,
                            "",
                            0,
                            "The target is no longer configured.",
                            "Withdraw the issue, or configure it again."));
            return Optional.empty();
        }
        try {
            return Optional.of(new Reached(planTarget, checking.read(ref.get()), pendingFiles.of(planTarget)));
        } catch (SlipwayException e) {
            refuse(run, planTarget, TargetChecking.refusal(e));
            return Optional.empty();
        }
    }

    private void refuse(long run, PlanTarget planTarget, Finding why) {
        records.add(run, planTarget.id(), why);
        records.add(run, new CheckRecords.TargetRecord(planTarget.id(), 1, "UNKNOWN", Set.of(), -1, -1, false, null));
    }

    private CheckReport check(Scope scope, List<Reached> reached) {
        PendingFiles.Pending first = reached.getFirst().pending();
        String track = first.release().track();
        var toCheck = new ArrayList<FileToCheck>();
        if (scope.reconcile() != null) {
            var file = scope.reconcile();
            // Of a track of its own, and listed first, it comes before the files that are missing, as in the migration.
            toCheck.add(new FileToCheck("reconcile", file.path(), file.sha256(), file.statement(), file.version()));
        }
        first.all().stream()
                .map(file -> new FileToCheck(
                        track,
                        file.path(),
                        file.sha256(),
                        file.statement(),
                        file.kind() == MigrationKind.ONE_OFF ? file.version() : null))
                .forEach(toCheck::add);
        return checking.check(toCheck, reached.stream().map(Reached::held).toList(), scope.scratch());
    }

    /** What is on record of a plan's targets: what they hold otherwise than the plan, and what they were left out of. */
    @Component
    record OnRecord(Divergences divergences, CatchUps catchUps, Planner planner, Plans plans, Projects projects) {

        private static final int NAMED = 20;

        /** Say which targets are left out, since they have joined what was named after the plan was made. */
        List<Finding> joinedSince(long plan) {
            var project = projects.findById(plans.findById(plan).orElseThrow().project())
                    .orElseThrow();
            var joined = planner.joinedSince(project, plan);
            return joined.isEmpty()
                    ? List.of()
                    : List.of(new Finding(
                            Level.INFO,
                            "joined-since",
                            null,
                            "",
                            0,
                            "%d targets have joined what was named since the change was opened, and are left out: %s%s."
                                    .formatted(
                                            joined.size(),
                                            joined.stream()
                                                    .limit(NAMED)
                                                    .map(TargetRef::shortName)
                                                    .collect(Collectors.joining(", ")),
                                            joined.size() > NAMED ? " and more" : ""),
                            "Open another issue for them: it skips what the others have."));
        }

        Map<Long, List<Divergence>> diverged(long plan) {
            return divergences.of(plan).stream().collect(Collectors.groupingBy(Divergence::planTarget));
        }

        /** Return an ERROR for a target to which an earlier release is owed; the start refuses it whatever is said of the finding. */
        Optional<Finding> owedBefore(PlanTarget target) {
            return catchUps.owedBefore(target.id()).stream()
                    .findFirst()
                    .map(catchUps::refusal)
                    .map(TargetChecking::refusal);
        }
    }

    /** What is found on all targets of a group is a finding on the whole plan only if all groups have the same files. */
    private void keep(long run, List<Reached> reached, CheckReport report, boolean alike) {
        Map<String, Reached> byName = reached.stream()
                .collect(Collectors.toMap(one -> one.held().ref().name(), one -> one));
        for (TargetReport target : report.targets()) {
            Reached one = Objects.requireNonNull(byName.get(target.target()));
            Work work =
                    checking.work(one.held().ref(), List.of(target.touched())).getFirst();
            records.add(
                    run,
                    new CheckRecords.TargetRecord(
                            one.planTarget().id(),
                            target.pending().size(),
                            target.risk().name(),
                            target.statementClasses().stream().map(Enum::name).collect(Collectors.toSet()),
                            work.affectedRows(),
                            work.tableSize(),
                            target.simulated(),
                            one.held().fingerprint()));
            onRecord.owedBefore(one.planTarget())
                    .ifPresent(finding -> records.add(run, one.planTarget().id(), finding));
        }
        for (Finding finding : report.findings()) {
            Reached one = finding.target() == null ? null : byName.get(finding.target());
            if (one == null && !alike) {
                reached.forEach(each -> records.add(run, each.planTarget().id(), finding));
            } else {
                records.add(run, one == null ? null : one.planTarget().id(), finding);
            }
        }
    }
}
