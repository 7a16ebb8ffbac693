package io.slipway.rollout.task;

import io.slipway.migrate.Attempt;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.MigrationResult;
import io.slipway.migrate.Progress;
import io.slipway.migrate.engine.Engines;
import io.slipway.plan.PendingFiles;
import io.slipway.plan.PlanTarget;
import io.slipway.plan.ReconcileFile;
import io.slipway.project.TargetRef;
import io.slipway.release.MigrationFile;
import io.slipway.target.ledger.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Takes one target to what its plan says. A DIVERGED one is left alone until that is settled; then its reconcile file runs first, once as
 * every file, and its ledger takes the present texts for those that it holds.
 */
@Component
class TargetMigration {

    private final PendingFiles pendingFiles;
    private final Divergences divergences;
    private final TargetLink link;
    private final Engines engines;

    TargetMigration(PendingFiles pendingFiles, Divergences divergences, TargetLink link, Engines engines) {
        this.pendingFiles = pendingFiles;
        this.divergences = divergences;
        this.link = link;
        this.engines = engines;
    }

    MigrationResult run(TaskClaims.Claim claim, PlanTarget planTarget, TargetRef ref, Progress progress) {
        var release = pendingFiles.of(planTarget).release();
        var attempt = new Attempt("tasks/" + claim.task(), claim.epoch(), release.name(), claim.appliedBy());
        List<FileToRun> reconciled = List.of();
        List<Divergence> diverged = diverged(planTarget, ref);
        if (!diverged.isEmpty()) {
            var unsettled = diverged.stream().filter(it -> !it.isSettled()).findFirst();
            if (unsettled.isPresent()) {
                return new MigrationResult.Failed(
                        "diverged", unsettled.get().sentence() + " " + Divergence.help(), null, null, List.of());
            }
            var result = reconcile(attempt, diverged, ref, progress);
            if (!(result instanceof MigrationResult.Done done)) {
                return result;
            }
            reconciled = done.applied();
            diverged.forEach(it -> link.restate(ref, restated(attempt, it), it.heldSha256()));
        }
        List<FileToRun> files = pendingFiles.of(planTarget).pending().stream()
                .map(file -> toRun(release.track(), file))
                .toList();
        return with(reconciled, migrate(attempt, ref, files, progress));
    }

    /** The ledger itself decides: our copy of it may be behind. */
    private List<Divergence> diverged(PlanTarget planTarget, TargetRef ref) {
        if (divergences.ofTarget(planTarget.id()).isEmpty()) {
            return List.of();
        }
        link.follow(ref);
        return divergences.ofTarget(planTarget.id());
    }

    private MigrationResult reconcile(Attempt attempt, List<Divergence> diverged, TargetRef ref, Progress progress) {
        Optional<ReconcileFile> file = diverged.stream()
                .flatMap(it -> Optional.ofNullable(it.reconcileFile()).stream())
                .findFirst();
        if (file.isEmpty()) {
            return new MigrationResult.Done(List.of(), List.of());
        }
        var toRun = new FileToRun(
                diverged.getFirst().track(),
                file.get().version(),
                file.get().path(),
                file.get().sha256(),
                file.get().statement());
        return migrate(attempt, ref, List.of(toRun), progress);
    }

    private MigrationResult migrate(Attempt attempt, TargetRef ref, List<FileToRun> files, Progress progress) {
        var target = TargetLink.target(ref);
        return engines.of(target).migrate(attempt, target, files, progress);
    }

    private static Revision restated(Attempt attempt, Divergence it) {
        return new Revision(
                it.track(),
                it.version(),
                Revision.Kind.MARKED,
                it.path(),
                it.sha256(),
                attempt.release(),
                attempt.task(),
                it.reconcileFile() == null ? Objects.requireNonNull(it.acceptedBy()) : attempt.appliedBy(),
                null,
                attempt.epoch());
    }

    private static MigrationResult with(List<FileToRun> reconciled, MigrationResult result) {
        if (reconciled.isEmpty() || !(result instanceof MigrationResult.Done done)) {
            return result;
        }
        var all = new ArrayList<>(reconciled);
        all.addAll(done.applied());
        return new MigrationResult.Done(List.copyOf(all), done.skipped());
    }

    private static FileToRun toRun(String track, MigrationFile file) {
        return new FileToRun(track, file.version(), file.path(), file.sha256(), file.statement());
    }
}
