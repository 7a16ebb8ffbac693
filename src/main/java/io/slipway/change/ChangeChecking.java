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
import io.slipway.project.Instance;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.release.MigrationFile;
import io.slipway.release.MigrationFiles;
import io.slipway.release.MigrationKind;
import io.slipway.release.Revision;
import io.slipway.review.CheckRecords;
import io.slipway.rollout.hotfix.CatchUps;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Checks a plan for all its targets and keeps what was found. Of a target only its ledger is read; the SQL itself
 * runs on scratch servers alone.
 */
@Component
public class ChangeChecking {

    private final Checker checker;
    private final CheckRecords records;
    private final PlanTargets planTargets;
    private final PendingFiles pendingFiles;
    private final Known known;
    private final Targets targets;
    private final TargetLink link;

    ChangeChecking(
            Checker checker,
            CheckRecords records,
            PlanTargets planTargets,
            PendingFiles pendingFiles,
            Known known,
            Targets targets,
            TargetLink link) {
        this.checker = checker;
        this.records = records;
        this.planTargets = planTargets;
        this.pendingFiles = pendingFiles;
        this.known = known;
        this.targets = targets;
        this.link = link;
    }

    /** Check a plan; run twice, the newer result counts. */
    public void check(long plan) {
        long run = records.begin(plan);
        Map<Scope, List<Reached>> groups = new LinkedHashMap<>();
        for (PlanTarget planTarget : planTargets.of(plan)) {
            reach(run, planTarget)
                    .ifPresent(reached -> groups.computeIfAbsent(
                                    new Scope(
                                            reached.pending().release().id(),
                                            reached.ref().instance().scratch()),
                                    scope -> new ArrayList<>())
                            .add(reached));
        }
        groups.forEach((scope, reached) -> keep(run, reached, checker.check(request(scope, reached))));
        records.finish(run);
    }

    /** Targets that get the same files and are tried out on the same scratch server. */
    private record Scope(long release, Instance.@Nullable Scratch scratch) {}

    private record Reached(
            PlanTarget planTarget,
            TargetRef ref,
            PendingFiles.Pending pending,
            List<Revision> applied,
            String fingerprint) {}

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
            link.requireAccounted(ref.get());
            String fingerprint = link.fingerprint(ref.get());
            List<Revision> applied = link.follow(ref.get());
            return Optional.of(new Reached(planTarget, ref.get(), pendingFiles.of(planTarget), applied, fingerprint));
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
        var toCheck = first.all().stream()
                .map(file -> new FileToCheck(
                        track,
                        file.path(),
                        file.sha256(),
                        file.statement(),
                        file.kind() == MigrationKind.ONE_OFF ? file.version() : null))
                .toList();
        Map<String, MigrationFile> texts = new HashMap<>();
        var scratch = scope.scratch() == null
                ? null
                : new ScratchServer(
                        TargetLink.url(scope.scratch().url(), "postgres"),
                        new Credential(
                                scope.scratch().username(), scope.scratch().password()));
        return new CheckRequest(
                toCheck, reached.stream().map(one -> toCheck(one, texts)).toList(), scratch);
    }

    private TargetToCheck toCheck(Reached reached, Map<String, MigrationFile> texts) {
        return new TargetToCheck(
                reached.ref().name(),
                reached.ref().environment().name(),
                server(reached.ref().instance().url()),
                TargetLink.target(reached.ref()).effectiveSearchPath(),
                reached.ref().database().variables(),
                reached.applied().stream()
                        .map(revision -> applied(reached.ref(), revision, texts))
                        .toList());
    }

    private static String server(String url) {
        return url.replaceFirst("^jdbc:postgresql://", "").replaceFirst("[/?].*$", "");
    }

    private AppliedRevision applied(TargetRef ref, Revision revision, Map<String, MigrationFile> texts) {
        MigrationFile text = texts.computeIfAbsent(
                revision.sha256(),
                hash -> known.files().withHash(ref.database().project(), hash).stream()
                        .findFirst()
                        .orElse(null));
        return new AppliedRevision(
                revision.track(),
                plainVersion(revision.version()),
                kind(revision),
                revision.path(),
                revision.sha256().isEmpty() ? null : revision.sha256(),
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

    private void keep(long run, List<Reached> reached, CheckReport report) {
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
            known.owedBefore(one.planTarget())
                    .ifPresent(finding -> records.add(run, one.planTarget().id(), finding));
        }
        for (Finding finding : report.findings()) {
            Reached one = finding.target() == null ? null : byName.get(finding.target());
            records.add(run, one == null ? null : one.planTarget().id(), finding);
        }
    }
}
