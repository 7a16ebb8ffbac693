package io.slipway.rollout.task;

import io.slipway.failure.NotYetException;
import io.slipway.failure.SlipwayException;
import io.slipway.migrate.MigrationResult;
import io.slipway.plan.PlanTarget;
import io.slipway.plan.PlanTargets;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Migrates the databases of a batch, one after the other. A database's failure is a result in PostgreSQL; only our own faults end the call.
 * Delivered twice, each task is claimed once: the second call waits until the first has ended or gone silent.
 */
@Component
public class TaskRunner {

    private final Tasks tasks;
    private final TaskClaims claims;
    private final PlanTargets planTargets;
    private final Targets targets;
    private final TargetLink link;
    private final TargetMigration migration;

    TaskRunner(
            Tasks tasks,
            TaskClaims claims,
            PlanTargets planTargets,
            Targets targets,
            TargetLink link,
            TargetMigration migration) {
        this.tasks = tasks;
        this.claims = claims;
        this.planTargets = planTargets;
        this.targets = targets;
        this.link = link;
        this.migration = migration;
    }

    /**
     * Run every task of a batch that may start.
     *
     * @param alive called while work goes on, so that the caller can keep its job
     * @throws NotYetException if another worker is still at a task of the batch
     */
    public void run(UUID batch, long wave, Runnable alive) {
        NotYetException busy = null;
        for (Task task : tasks.ofBatch(batch)) {
            if (task.wave() != null && task.wave() == wave) {
                try {
                    claims.claim(task).ifPresent(claim -> run(task, claim, alive));
                } catch (NotYetException e) {
                    busy = e;
                }
            }
        }
        if (busy != null) {
            throw busy;
        }
    }

    private void run(Task task, TaskClaims.Claim claim, Runnable alive) {
        PlanTarget planTarget = planTargets.findById(task.planTarget()).orElseThrow();
        Optional<TargetRef> ref = targets.byId(planTarget.database(), planTarget.schemaName());
        if (ref.isEmpty()) {
            claims.end(claim, Task.Status.FAILED, "target-gone", "The target is no longer configured.");
            return;
        }
        try {
            settle(claim, migration.run(claim, planTarget, ref.get(), claims.progress(claim, alive)));
        } catch (SlipwayException e) {
            claims.end(claim, Task.Status.FAILED, e.code(), e.sentence());
        }
        follow(ref.get());
    }

    private void settle(TaskClaims.Claim claim, MigrationResult result) {
        switch (result) {
            case MigrationResult.Done done ->
                claims.end(
                        claim,
                        Task.Status.DONE,
                        "",
                        "Applied %d files, %d were there."
                                .formatted(done.applied().size(), done.skipped().size()));
            case MigrationResult.Failed failed ->
                claims.end(claim, Task.Status.FAILED, failed.code(), failed.sentence());
            case MigrationResult.Canceled canceled -> claims.stopped(claim);
            case MigrationResult.Unknown unknown ->
                claims.end(
                        claim,
                        Task.Status.UNKNOWN,
                        unknown.code(),
                        unknown.sentence() + " " + String.join(" ", unknown.facts()));
        }
    }

    /** The task's result stands already; if the copy can't follow now, the next check lets it. */
    private void follow(TargetRef ref) {
        try {
            link.follow(ref);
        } catch (SlipwayException e) {
            org.slf4j.LoggerFactory.getLogger(TaskRunner.class)
                    .warn(
                            "target={} code={}: the copy of its ledger is behind and follows at the next check: {}",
                            ref.name(),
                            e.code(),
                            e.getMessage());
        }
    }
}
