package io.slipway.change;

import io.slipway.check.AppliedRevision;
import io.slipway.check.CheckReport;
import io.slipway.check.CheckRequest;
import io.slipway.check.Checker;
import io.slipway.check.FileToCheck;
import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.RevisionKind;
import io.slipway.check.ScratchServer;
import io.slipway.check.TargetReport;
import io.slipway.check.TargetToCheck;
import io.slipway.check.Touched;
import io.slipway.failure.SlipwayException;
import io.slipway.plan.PendingFiles;
import io.slipway.plan.PlanTarget;
import io.slipway.plan.PlanTargets;
import io.slipway.plan.ReconcileFile;
import io.slipway.project.Instance;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.release.MigrationFile;
import io.slipway.release.MigrationFiles;
import io.slipway.release.MigrationKind;
import io.slipway.release.Revision;
import io.slipway.review.CheckRecords;
import io.slipway.rollout.hotfix.CatchUps;
import io.slipway.rollout.task.Divergence;
import io.slipway.rollout.task.Divergences;
import io.slipway.rollout.task.TargetLink;
import io.slipway.target.Credential;
import io.slipway.target.TableSizes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Checks a plan for all its targets and keeps what was found. Of a target only its ledger is read; the SQL itself
 * runs on scratch servers alone.
 */
@Component
public class ChangeChecking {

    private static final Pattern RECONCILED = Pattern.compile("issue/\\d+\\.\\d+-reconcile-\\d+");

    private final Checker checker;
    private final CheckRecords records;
    private final PlanTargets planTargets;
    private final PendingFiles pendingFiles;
    private final HeldTexts texts;
    private final Targets targets;
    private final TargetLink link;

    ChangeChecking(
            Checker checker,
            CheckRecords records,
            PlanTargets planTargets,
            PendingFiles pendingFiles,
            HeldTexts texts,
            Targets targets,
            TargetLink link) {
        this.checker = checker;
        this.records = records;
        this.planTargets = planTargets;
        this.pendingFiles = pendingFiles;
        this.texts = texts;
        this.targets = targets;
        this.link = link;
    }

    /** Check a plan; run twice, the newer result counts. */
    public void check(long plan) {
        long run = records.begin(plan);
        List<Reached> all = planTargets.of(plan).stream()
                .flatMap(planTarget -> reach(run, planTarget).stream())
                .toList();
        // Only now do our copies of the ledgers say what the targets hold.
        var diverged = texts.diverged(plan);
        Map<Scope, List<Reached>> groups = new LinkedHashMap<>();
        for (Reached one : all) {
            Reached reached = one.knowing(diverged.getOrDefault(one.planTarget().id(), List.of()));
            groups.computeIfAbsent(Scope.of(reached), scope -> new ArrayList<>())
                    .add(reached);
            reached.diverged()
                    .forEach(it -> records.add(run, reached.planTarget().id(), found(it)));
        }
        boolean alike = groups.keySet().stream().allMatch(scope -> scope.reconcile() == null);
        groups.forEach((scope, reached) -> keep(run, reached, checker.check(request(scope, reached)), alike));
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
                    reached.pending().release().id(), reached.ref().instance().scratch(), reached.reconcile());
        }
    }

    private record Reached(
            PlanTarget planTarget,
            TargetRef ref,
            PendingFiles.Pending pending,
            List<Revision> applied,
            String fingerprint,
            List<Divergence> diverged) {

        Reached knowing(List<Divergence> found) {
            return new Reached(planTarget, ref, pending, applied, fingerprint, found);
        }

        /** Return the reconcile file that is still to run here. */
        @Nullable
        ReconcileFile reconcile() {
            return diverged.stream()
                    .flatMap(it -> Stream.ofNullable(it.reconcileFile()))
                    .filter(file -> applied.stream()
                            .noneMatch(revision -> revision.version().equals(file.version())))
                    .findFirst()
                    .orElse(null);
        }

        /** A reconcile file has done its part once its target's ledger has the present text. */
        boolean isPast(Revision revision) {
            return RECONCILED.matcher(revision.version()).matches()
                    && diverged.stream()
                            .flatMap(it -> Stream.ofNullable(it.reconcileFile()))
                            .noneMatch(file -> file.version().equals(revision.version()));
        }
    }

    private Optional<Reached> reach(long run, PlanTarget planTarget) {
        var ref = targets.byId(planTarget.database(), planTarget.schemaName());
        if (ref.isEmpty()) {
            refuse(
                    run,
                    planTarget,
                    "target-gone",
                    "The target is no longer configured.",
                    "Withdraw the issue, or configure it again.");
            return Optional.empty();
        }
        try {
            var survey = link.survey(ref.get());
            return Optional.of(new Reached(
                    planTarget,
                    ref.get(),
                    pendingFiles.of(planTarget),
                    survey.applied(),
                    survey.fingerprint(),
                    List.of()));
        } catch (SlipwayException e) {
            refuse(run, planTarget, e.code(), String.valueOf(e.getMessage()), e.help());
            return Optional.empty();
        }
    }

    private void refuse(long run, PlanTarget planTarget, String code, String text, String help) {
        records.add(run, planTarget.id(), new Finding(Level.ERROR, code, null, "", 0, text, help));
        records.add(run, new CheckRecords.TargetRecord(planTarget.id(), 1, "UNKNOWN", Set.of(), -1, -1, false, null));
    }

    private CheckRequest request(Scope scope, List<Reached> reached) {
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
        Map<String, MigrationFile> known = new HashMap<>();
        var scratch = scope.scratch() == null
                ? null
                : new ScratchServer(
                        TargetLink.url(scope.scratch().url(), "postgres"),
                        new Credential(
                                scope.scratch().username(), scope.scratch().password()));
        return new CheckRequest(
                toCheck, reached.stream().map(one -> toCheck(one, known)).toList(), scratch);
    }

    private TargetToCheck toCheck(Reached reached, Map<String, MigrationFile> known) {
        return new TargetToCheck(
                reached.ref().name(),
                reached.ref().environment().name(),
                server(reached.ref().instance().url()),
                TargetLink.target(reached.ref()).effectiveSearchPath(),
                reached.ref().database().variables(),
                reached.applied().stream()
                        .filter(revision -> !reached.isPast(revision))
                        .map(revision -> applied(reached, revision, known))
                        .toList());
    }

    private static String server(String url) {
        return url.replaceFirst("^jdbc:postgresql://", "").replaceFirst("[/?].*$", "");
    }

    /** A held text that is told apart counts as the present one, or the rules would refuse it as a changed file. */
    private AppliedRevision applied(Reached reached, Revision revision, Map<String, MigrationFile> known) {
        var divergence = reached.diverged().stream()
                .filter(it ->
                        it.track().equals(revision.track()) && it.version().equals(revision.version()))
                .findFirst();
        String hash = divergence.map(Divergence::sha256).orElse(revision.sha256());
        boolean asHeld = divergence
                .filter(it -> it.acceptedBy() == null || it.reconcileFile() != null)
                .isPresent();
        MigrationFile text = known.computeIfAbsent(
                asHeld ? revision.sha256() : hash,
                key -> texts.withHash(reached.ref().database().project(), key));
        return new AppliedRevision(
                revision.track(),
                plainVersion(revision.version()),
                texts.isRestated(revision) ? RevisionKind.VERSIONED : kind(revision),
                revision.path(),
                hash.isEmpty() ? null : hash,
                text == null ? null : text.statement());
    }

    /** A repeatable's version carries the hash of its content behind its key. */
    private static String plainVersion(String version) {
        return version.startsWith("R__") && version.contains("@")
                ? version.substring(0, version.lastIndexOf('@'))
                : version;
    }

    private static RevisionKind kind(Revision revision) {
        return switch (revision.kind()) {
            case MARKED -> RevisionKind.MARKED;
            case BASELINE -> RevisionKind.BASELINE;
            case APPLIED -> {
                if (revision.version().startsWith("R__")) {
                    yield RevisionKind.REPEATABLE;
                }
                yield revision.version().startsWith("issue/") ? RevisionKind.ONE_OFF : RevisionKind.VERSIONED;
            }
        };
    }

    /** What is on record of what targets got, and of what was left out on them. */
    @Component
    record Known(MigrationFiles files, CatchUps catchUps) {

        /** Return an ERROR for a target to which an earlier release is owed; the start refuses it whatever is said of the finding. */
        Optional<Finding> owedBefore(PlanTarget target) {
            return catchUps.owedBefore(target.id()).stream()
                    .findFirst()
                    .map(catchUps::refusal)
                    .map(why -> new Finding(
                            Level.ERROR, why.code(), null, "", 0, String.valueOf(why.getMessage()), why.help()));
        }
    }

    /** How much there is to do on a target; -1: unknown. */
    private record Work(long affectedRows, long tableSize) {}

    private Work work(Reached target, Touched touched) {
        if (!touched.known()) {
            return new Work(-1, -1);
        }
        var sizes = link.sizes(target.ref(), List.of(names(touched.rows()), names(touched.tables())));
        return new Work(sizes.getFirst().rows(), sizes.getLast().bytes());
    }

    private static List<TableSizes.Name> names(Set<Touched.Table> tables) {
        return tables.stream()
                .map(table -> new TableSizes.Name(table.schema(), table.name()))
                .toList();
    }

    /** What is found on all targets of a group is a finding on the whole plan only if all groups have the same files. */
    private void keep(long run, List<Reached> reached, CheckReport report, boolean alike) {
        Map<String, Reached> byName =
                reached.stream().collect(Collectors.toMap(one -> one.ref().name(), one -> one));
        for (TargetReport target : report.targets()) {
            Reached one = Objects.requireNonNull(byName.get(target.target()));
            Work work = work(one, target.touched());
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
                            one.fingerprint()));
            texts.owedBefore(one.planTarget())
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

    /** Which texts targets hold, and which of them count as others. */
    @Component
    static class HeldTexts {

        private final MigrationFiles files;
        private final CatchUps catchUps;
        private final Divergences divergences;

        HeldTexts(MigrationFiles files, CatchUps catchUps, Divergences divergences) {
            this.files = files;
            this.catchUps = catchUps;
            this.divergences = divergences;
        }

        Map<Long, List<Divergence>> diverged(long plan) {
            return divergences.of(plan).stream().collect(Collectors.groupingBy(Divergence::planTarget));
        }

        @Nullable
        MigrationFile withHash(long project, String hash) {
            return files.withHash(project, hash).stream().findFirst().orElse(null);
        }

        /** Return an ERROR for a target to which an earlier release is owed; the start refuses it whatever is said of the finding. */
        Optional<Finding> owedBefore(PlanTarget target) {
            return catchUps.owedBefore(target.id()).stream()
                    .findFirst()
                    .map(catchUps::refusal)
                    .map(why -> new Finding(
                            Level.ERROR, why.code(), null, "", 0, String.valueOf(why.getMessage()), why.help()));
        }

        /** A version that was marked after a reconcile file or an acceptance is as good as its text: no other means applied it. */
        boolean isRestated(Revision revision) {
            return revision.kind() == Revision.Kind.MARKED && divergences.isRestated(revision);
        }
    }
}
